package org.tilia.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples {@code host}: hosts in three languages, and guests that end by returning and by an exit. */
class HostExampleTest {

    private static final String ONE_GUEST = "ready\nlogged: 42\nresult: 42\n";

    @ParameterizedTest
    @CsvSource({"Adder.java", "Script.java adder.js", "Script.java adder.py"})
    void addsAndLogs(String program) throws IOException, InterruptedException {
        Path folder = Project.root().resolve("examples/host");
        List<String> command = new ArrayList<>(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow",
                        "-Dpolyglot.engine.WarnInterpreterOnly=false", "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(program.split(" ")));
        command.addAll(List.of("adder.wasm", "adder-exit.wasm"));
        ChildJvm run = ChildJvm.run(folder, command);
        assertEquals(0, run.exitCode(), run.output());
        assertEquals(ONE_GUEST + ONE_GUEST, run.output());
    }
}
