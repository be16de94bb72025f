package org.tilia.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example {@code examples/embedding}: a project of Maven's with one dependency, built and run apart from this build. */
class MavenProjectIT {

    private static final Path EXAMPLE = Path.of("examples/embedding");
    private static final Path SOURCE = EXAMPLE.resolve("src/main/java/Add.java");
    private static final String VERSION = System.getProperty("tilia.version");
    /** A line of what a JDK says of native access and of {@code sun.misc.Unsafe}. */
    private static final Pattern JDK_WARNING = Pattern.compile(
                    "WARNING: .*(java\\.lang\\.System|--enable-native-access|Restricted methods|sun\\.misc\\.Unsafe|consider reporting this).*");
    private static final String CLASS_PATH = "target/*:target/dependency/*";
    private static final String JAVA_HOME = System.getProperty("java.home");

    @TempDir
    private static Path folder;

    private record Run(int exitCode, String out, String err) {
    }

    /** Builds a copy. Its Maven finds Tilia in a repository of its own, and everything else where the Maven that runs this test keeps it. */
    @BeforeAll
    static void build() throws Exception {
        copy(Path.of("examples/add.wasm"), folder.resolve("examples/add.wasm"));
        copy(EXAMPLE.resolve("pom.xml"), folder.resolve(EXAMPLE).resolve("pom.xml"));
        copy(SOURCE, folder.resolve(SOURCE));
        Path repository = folder.resolve("repository");
        install(repository, "tilia", Path.of("pom.xml"));
        for (String module : List.of("language", "wasi")) {
            String artifact = "tilia-" + module;
            install(repository, artifact, Path.of(module, "pom.xml"));
            install(repository, artifact, Path.of(module, "target", artifact + "-" + VERSION + ".jar"));
        }
        Run built = run(Project.root().resolve("mvnw").toString(), "-q", "-B", "-ntp", "-Dmaven.repo.local=" + repository,
                        "-Dmaven.repo.local.tail=" + System.getProperty("tilia.repository"), plugin("compiler", "compile"),
                        plugin("jar", "jar"), plugin("dependency", "copy-dependencies"));
        assertEquals(0, built.exitCode(), built.out() + built.err());
    }

    /** A goal of the plugin in the version that this build has fetched already. */
    private static String plugin(String name, String goal) {
        return "org.apache.maven.plugins:maven-" + name + "-plugin:" + System.getProperty("tilia." + name + "-plugin") + ":" + goal;
    }

    private static void install(Path repository, String artifact, Path file) throws IOException {
        assertTrue(Files.isRegularFile(Project.root().resolve(file)), file + " has been packaged before: run ./mvnw verify");
        String name = file.toString();
        copy(file, repository.resolve("org/tilia").resolve(artifact).resolve(VERSION)
                        .resolve(artifact + "-" + VERSION + name.substring(name.lastIndexOf('.')).replace(".xml", ".pom")));
    }

    /** @param file relative to the project */
    private static void copy(Path file, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Files.copy(Project.root().resolve(file), to);
    }

    private static Run run(String... command) throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.resolve(EXAMPLE).toFile()).redirectOutput(out.toFile())
                        .redirectError(err.toFile()).redirectInput(new File("/dev/null"));
        builder.environment().put("JAVA_HOME", JAVA_HOME);
        builder.environment().keySet().removeAll(Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
        Process process = builder.start();
        assertTrue(process.waitFor(5, TimeUnit.MINUTES));
        return new Run(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8), Files.readString(err, StandardCharsets.UTF_8));
    }

    private static Run java(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(JAVA_HOME + "/bin/java"));
        command.addAll(List.of(words));
        return run(command.toArray(String[]::new));
    }

    private static void assertAdds(Run run) {
        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.out().matches("42\\R\\d+ ms after the JVM's start\\R"), run.out());
    }

    @Test
    void printsNothingButItsOwnOutputAndTheWarningsOfTheJdk() throws Exception {
        Run run = java("-cp", CLASS_PATH, "Add");
        assertAdds(run);
        List<String> others = run.err().lines().filter(line -> !line.isEmpty() && !JDK_WARNING.matcher(line).matches()).toList();
        assertEquals(List.of(), others);
    }

    @Test
    void printsNothingElseWithTheOptionsOfTheReadme() throws Exception {
        String options = "--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow";
        assertTrue(readme().contains("```\n" + options + "\n```"), "the README shows " + options);
        String[] words = options.split(" ");
        Run run = java(words[0], words[1], "-cp", CLASS_PATH, "Add");
        assertAdds(run);
        assertEquals("", run.err());
    }

    @Test
    void bringsWasi() throws Exception {
        Path hello = folder.resolve("Hello.java");
        Files.writeString(hello, """
                        import org.graalvm.polyglot.*;

                        void main(String[] arguments) throws Exception {
                            try (Context context = Context.newBuilder("wasm").option("engine.WarnInterpreterOnly", "false")
                                            .option("wasm.Builtins", "wasi_snapshot_preview1").build()) {
                                Source source = Source.newBuilder("wasm", new java.io.File(arguments[0])).build();
                                context.eval(source).newInstance().getMember("exports").invokeMember("_start");
                            }
                        }
                        """);
        Run run = java("-cp", "target/dependency/*", hello.toString(), Project.root().resolve("examples/hello.wasm").toString());
        assertEquals("Hello, world!\n", run.out(), run.err());
    }

    @Test
    void bringsNothingThatIsNotNeeded() throws Exception {
        try (Stream<Path> jars = Files.list(folder.resolve(EXAMPLE).resolve("target/dependency"))) {
            Set<String> names = jars.map(jar -> jar.getFileName().toString().replaceFirst("-\\d.*", "")).collect(Collectors.toCollection(TreeSet::new));
            assertEquals(Set.of("collections", "nativeimage", "polyglot", "tilia-language", "tilia-wasi", "truffle-api", "word"), names);
        }
    }

    /** What the README tells a new user to write is the example. */
    @Test
    void isTheProjectOfTheReadme() throws IOException {
        String pom = Files.readString(folder.resolve(EXAMPLE).resolve("pom.xml"));
        String dependency = pom.substring(pom.indexOf("    <dependency>"), pom.indexOf("  </dependencies>")).stripTrailing().stripIndent();
        assertTrue(readme().contains("```xml\n" + dependency + "\n```"), "the README shows " + dependency);
        String program = Files.readString(folder.resolve(SOURCE)).strip();
        assertTrue(readme().contains("```java\n" + program + "\n```"), "the README shows " + program);
    }

    private static String readme() throws IOException {
        return Files.readString(Project.root().resolve("README.md"));
    }
}
