package org.tilia.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tilia under the Graal compiler, in JVMs of their own; see {@link GraalRuns}. */
class GraalTest {

    /** {@code all}, or scripts of the suite by their names. */
    private static final String SCRIPTS = "tilia.graal.scripts";

    /** How often the litmus tests are run. */
    private static final String LITMUS_ROUNDS = "tilia.graal.litmus";

    /** Those of which partial evaluation could get something wrong: control, calls, slots, memory, traps; and one of each family. */
    private static final String SOME_SCRIPTS = "br_table,switch,labels,stack,unwind,fac,memory_trap,memory_trap64,memory_copy1,table_get,elem,call_ref," +
                    "return_call,try_table,struct,simd_bitwise,proposals/threads/atomic";

    @BeforeAll
    static void aCompilerCanBeUsed() {
        assumeTrue(ModuleFinder.ofSystem().find("jdk.internal.vm.ci").isPresent(), "this JDK has no JVMCI, so no Graal compiler runs in it");
    }

    @Test
    void scriptsRunCompiledFromTheFirstCallOn() throws IOException, InterruptedException {
        Path suite = SpecSuiteTest.folder();
        String chosen = System.getProperty(SCRIPTS, SOME_SCRIPTS);
        List<String> arguments = new ArrayList<>(List.of("scripts", suite.toString()));
        if (chosen.equals("all")) {
            SpecSuiteTest.files(suite).forEach(file -> arguments.add(suite.relativize(file).toString()));
        } else {
            List.of(chosen.split(",")).forEach(name -> arguments.add(name + ".wast"));
        }
        String output = run(arguments);
        if (System.getProperty(SCRIPTS) != null) {
            System.out.println(output);
        }
    }

    /** Many traps in the same code: it may not be thrown away for each. */
    @Test
    void memoriesInArraysRunCompiled() throws IOException, InterruptedException {
        run(List.of("arrays", SpecSuiteTest.folder().toString(), "memory_trap.wast"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"host", "stops", "contexts", "javascript"})
    void hostsAndContextsRun(String what) throws IOException, InterruptedException {
        run(List.of(what));
    }

    @Test
    void threadsRun() throws IOException, InterruptedException {
        WasiSuiteTest.folder();
        run(List.of("threads"));
    }

    @Test
    void atomicsHoldWhatTheyPromise() throws IOException, InterruptedException {
        run(List.of("litmus", Integer.getInteger(LITMUS_ROUNDS, 1).toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"truffle", "auto"})
    void kernelsCompileOnce(String compiler) throws IOException, InterruptedException {
        run(List.of("kernels", Project.root().resolve("benchmarks/kernels").toString(), compiler));
    }

    @ParameterizedTest
    @CsvSource({"sieve,1", "fib,1"})
    void fuelIsBurntAlike(String kernel, int argument) throws IOException, InterruptedException {
        run(List.of("fuel", Project.root().resolve("benchmarks/kernels/" + kernel + ".wasm").toString(), Integer.toString(argument)));
    }

    private static String run(List<String> arguments) throws IOException, InterruptedException {
        Path graal = Project.root().resolve("tck-tests/target/graal");
        List<String> command = new ArrayList<>(List.of("-XX:+UnlockExperimentalVMOptions", "-XX:+EnableJVMCI", "--upgrade-module-path=" + graal.resolve("modules"),
                        "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-XX:+UseSerialGC",
                        "-cp", String.join(System.getProperty("path.separator"), System.getProperty("java.class.path"),
                                        Project.root().resolve("language/target/test-classes").toString(), jars(graal.resolve("runtime"))),
                        GraalRuns.class.getName()));
        command.addAll(arguments);
        ChildJvm run = ChildJvm.run(Project.root().resolve("tck-tests"), command);
        assertEquals(0, run.exitCode(), run.output());
        assertEquals("done", run.output().strip().lines().reduce("", (_, last) -> last), run.output());
        return run.output();
    }

    private static String jars(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return String.join(System.getProperty("path.separator"), files.map(Path::toString).toList());
        }
    }
}
