package org.tilia.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.tilia.benchmarks.Kernel.Size;

/** Where the engines are, and what starts them. GraalWasm is copied by the build; Node is installed when it is first asked for. */
final class Peers {
    private final Path benchmarks;
    private final Path givenNode;
    private final Properties versions = new Properties();

    /**
     * @param benchmarks the folder {@code benchmarks} of the project
     * @param givenNode the program to run as Node, or {@code null} for the version that the project names
     */
    Peers(Path benchmarks, Path givenNode) throws IOException {
        this.benchmarks = benchmarks;
        this.givenNode = givenNode;
        try (InputStream resource = Peers.class.getResourceAsStream("versions.properties")) {
            versions.load(resource);
        }
    }

    Path kernelsFile() {
        return benchmarks.resolve("kernels/kernels.json");
    }

    String graalWasmVersion() {
        return versions.getProperty("graalwasm");
    }

    String nodeVersion() {
        return givenNode == null ? versions.getProperty("node") : "(" + givenNode + ")";
    }

    /** Everything that this program itself runs with: Tilia is among it. */
    String tiliaClassPath() {
        return System.getProperty("java.class.path");
    }

    /** GraalWasm's language has the same id as Tilia's, so they are never on one class path. */
    String graalWasmClassPath() throws IOException {
        return ownClasses() + System.getProperty("path.separator") + jars("graalwasm-" + graalWasmVersion(), "benchmarks/compare").resolve("*");
    }

    String endiveVersion() {
        return versions.getProperty("endive");
    }

    /** Endive, its compiler and this program. */
    String endiveClassPath() throws IOException {
        return ownClasses() + System.getProperty("path.separator") + jars("endive-" + endiveVersion(), "benchmarks/latency").resolve("*");
    }

    /** The module that {@link Latency} calls. */
    Path crossingModule() {
        return benchmarks.resolve("crossing/crossing.wasm");
    }

    /** The module that {@link Instances} makes many of. */
    Path idleModule(boolean withMemory) {
        return benchmarks.resolve(withMemory ? "crossing/idle.wasm" : "crossing/idle-no-memory.wasm");
    }

    private Path jars(String folder, String builder) throws IOException {
        Path jars = target(folder);
        if (!Files.isDirectory(jars)) {
            throw new NoSuchFileException(jars + " is missing; " + builder + " builds it");
        }
        return jars;
    }

    private static Path ownClasses() {
        return Path.of(Peers.class.getProtectionDomain().getCodeSource().getLocation().getPath());
    }

    /** The program {@code java} of the JDK that runs this one. */
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** A JVM with a class path and no other option. */
    List<String> polyglotCommand(String classPath, Kernel kernel, Size size, int rounds, List<String> contextOptions) {
        Kernel.Work work = kernel.work(size);
        List<String> command = new ArrayList<>(List.of(
                        java(), "-cp", classPath, PolyglotPeer.class.getName(),
                        kernelsFile().resolveSibling(kernel.file()).toString(), kernel.function(),
                        Integer.toString(work.n()), Integer.toString(work.checksum()), Integer.toString(rounds),
                        Boolean.toString(kernel.oneCall())));
        command.addAll(contextOptions);
        return command;
    }

    /** As {@link #polyglotCommand}, in a JVM that has the Graal compiler. */
    List<String> graalCommand(String classPath, Kernel kernel, Size size, int rounds, List<String> contextOptions) throws IOException {
        List<String> command = polyglotCommand(withTruffleRuntime(classPath), kernel, size, rounds, contextOptions);
        command.addAll(1, graalOptions());
        return command;
    }

    /** What makes a stock JDK run Truffle languages with the Graal compiler; {@link #withTruffleRuntime} belongs to it. */
    List<String> graalOptions() throws IOException {
        return List.of("-XX:+UnlockExperimentalVMOptions", "-XX:+EnableJVMCI", "--upgrade-module-path=" + graal().resolve("modules"),
                        "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");
    }

    String withTruffleRuntime(String classPath) throws IOException {
        return classPath + System.getProperty("path.separator") + graal().resolve("runtime/*");
    }

    String withJavaScript(String classPath) throws IOException {
        return classPath + System.getProperty("path.separator") + graal().resolve("js/*");
    }

    private Path graal() throws IOException {
        return jars("graal-" + graalWasmVersion(), "benchmarks/compare");
    }

    /** Node with V8's optimising compiler alone, and every function compiled before the first call. */
    List<String> nodeCommand(Kernel kernel, Size size, int rounds) throws IOException, InterruptedException {
        return List.of(node().toString(), "--no-liftoff", "--no-wasm-lazy-compilation", benchmarks.resolve("peers/node.js").toString(),
                        kernelsFile().toString(), kernel.name(), size.id(), Integer.toString(rounds));
    }

    private Path node() throws IOException, InterruptedException {
        if (givenNode != null) {
            return givenNode;
        }
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String processor = switch (System.getProperty("os.arch")) {
            case "amd64" -> "x64";
            case "aarch64" -> "arm64";
            case String other -> other;
        };
        String packageName = "node-" + system + "-" + processor;
        Path folder = target("node-" + nodeVersion());
        Path program = folder.resolve("node_modules").resolve(packageName).resolve("bin/node");
        if (!Files.isExecutable(program)) {
            install(packageName + "@" + nodeVersion(), folder);
        }
        return program;
    }

    private static void install(String npmPackage, Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Process npm = new ProcessBuilder("npm", "install", "--silent", "--no-save", "--prefix", folder.toString(), npmPackage)
                        .redirectErrorStream(true).start();
        String output = new String(npm.getInputStream().readAllBytes());
        if (npm.waitFor() != 0) {
            throw new IOException("npm could not install " + npmPackage + "; name another Node with --node, or leave it out with --engines\n" + output);
        }
    }

    private Path target(String folder) {
        return benchmarks.resolve("target/peers").resolve(folder);
    }
}
