package org.tilia.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code tilia}, with the launcher that this build has packaged: in a copy of the project that is built. */
class TiliaScriptIT {

    /** The JDK that runs this test, which is new enough. */
    private static final Map<String, String> JDK = Map.of("TILIA_JAVA_HOME", System.getProperty("java.home"));

    @TempDir
    private Path folder;

    private record Run(int exitCode, String out, String err) {
    }

    /** Lays out what the script looks at, so that it finds nothing to build. */
    private Path project() throws IOException {
        Path root = folder.resolve("tilia project");
        for (String module : List.of("language", "wasi", "launcher")) {
            Files.createDirectories(root.resolve(module + "/src/main"));
            Files.createFile(root.resolve(module + "/pom.xml"));
        }
        Files.createDirectories(root.resolve("examples"));
        Files.createFile(root.resolve("pom.xml"));
        for (String file : List.of("tilia", "launcher/find-jdk.sh", "examples/hello.wasm")) {
            Files.copy(Project.root().resolve(file), root.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
        }
        Path copies = Files.createDirectories(root.resolve("launcher/target/modules"));
        try (Stream<Path> files = Files.list(PackagedLauncher.modules())) {
            for (Path file : files.toList()) {
                Files.copy(file, copies.resolve(file.getFileName()));
            }
        }
        Files.createDirectories(root.resolve("target/tilia"));
        Files.createFile(root.resolve("target/tilia/built"));
        return root;
    }

    private static Run run(Path root, Map<String, String> environment, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(root.resolve("tilia").toString()));
        command.addAll(List.of(words));
        Path out = root.resolve("out");
        Path err = root.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile()).redirectInput(new File("/dev/null"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertTrue(process.waitFor(5, TimeUnit.MINUTES));
        return new Run(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8), Files.readString(err, StandardCharsets.UTF_8));
    }

    @Test
    void startsFromACacheAndWithoutOne() throws Exception {
        Path root = project();
        String hello = root.resolve("examples/hello.wasm").toString();
        Run first = run(root, JDK, "run", hello);
        assertEquals(new Run(0, "Hello, world!\n", "Making a start-up cache…\n"), first);
        Path cache = root.resolve("target/tilia/tilia.aot");
        assertTrue(Files.size(cache) > 1_000_000);
        assertEquals(new Run(0, "Hello, world!\n", ""), run(root, JDK, hello));
        // A cache that is damaged, cut off, of something else or gone costs time only.
        byte[] bytes = Files.readAllBytes(cache);
        byte[] damaged = bytes.clone();
        for (int i = bytes.length / 3; i < bytes.length / 2; i++) {
            damaged[i] ^= 0x55;
        }
        Files.write(cache, damaged);
        assertEquals(new Run(0, "Hello, world!\n", ""), run(root, JDK, hello));
        Files.write(cache, Arrays.copyOf(bytes, bytes.length / 2));
        assertEquals(new Run(0, "Hello, world!\n", ""), run(root, JDK, hello));
        Files.writeString(cache, "no cache");
        assertEquals(new Run(0, "Hello, world!\n", ""), run(root, JDK, hello));
        Files.delete(cache);
        assertEquals(new Run(0, "Hello, world!\n", ""), run(root, JDK, hello));
    }

    @Test
    void handsOnExitCodesAndArguments() throws Exception {
        Path root = project();
        Files.copy(Project.root().resolve("examples/trap.wasm"), root.resolve("trap.wasm"));
        Files.writeString(root.resolve("target/tilia/trained-for"), System.getProperty("java.home") + " " + versionOfRelease() + "\n");
        Run trap = run(root, JDK, root.resolve("trap.wasm").toString());
        assertEquals(134, trap.exitCode());
        assertTrue(trap.err().startsWith("tilia: out of bounds memory access"), trap.err());
        Run missing = run(root, JDK, "no file.wasm");
        assertEquals(new Run(66, "", "tilia: no file.wasm: there is no such file\n"), missing);
        assertEquals(0, run(root, JDK, "--version").exitCode());
    }

    private static String versionOfRelease() throws IOException {
        return Files.readAllLines(Path.of(System.getProperty("java.home"), "release")).stream().filter(line -> line.startsWith("JAVA_VERSION="))
                        .map(line -> line.substring("JAVA_VERSION=".length())).findFirst().orElseThrow();
    }

    @Test
    void saysWhichJdkIsWanted() throws Exception {
        Run none = run(project(), Map.of("TILIA_JAVA_HOME", "/nowhere"), "x.wasm");
        assertEquals(69, none.exitCode());
        assertTrue(none.err().startsWith("tilia: TILIA_JAVA_HOME=/nowhere is not the folder of a JDK 25"), none.err());
    }

    @Test
    void runsThroughASymbolicLink() throws Exception {
        Path root = project();
        Path bin = Files.createDirectories(root.resolve("bin"));
        Files.createSymbolicLink(bin.resolve("tilia"), Path.of("../tilia"));
        Run version = run(bin, JDK, "--version");
        assertEquals(0, version.exitCode(), version.err());
        assertTrue(version.out().startsWith("tilia "), version.out());
    }
}
