package org.tilia.wasm.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tilia.wasm.module.ModuleException;

/** Every script of the spec's test suite is read, every module in it assembled, and every malformed text refused in the suite's words. */
class SpecTextTest {

    private static final String[] FOLDERS = {".", "custom", "legacy", "proposals/threads"};

    private final List<String> faults = new ArrayList<>();
    private int assembled;
    private int refused;

    @Test
    void suite() throws IOException {
        List<Path> scripts = SpecTestSuite.scripts(FOLDERS);
        assertFalse(scripts.isEmpty());
        for (Path script : scripts) {
            for (Command command : WastParser.parse(Files.readAllBytes(script)).commands()) {
                String place = script.getFileName() + ":" + command.line();
                switch (command) {
                    case Command.Module module -> assemble(place, module.source());
                    case Command.Definition definition -> assemble(place, definition.source());
                    case Command.AssertModuleTrap trap -> assemble(place, trap.source());
                    case Command.AssertUnlinkable unlinkable -> assemble(place, unlinkable.source());
                    case Command.AssertInvalid invalid when invalid.custom() -> refuse(place, invalid.source(), invalid.message());
                    case Command.AssertInvalid invalid -> assemble(place, invalid.source());
                    case Command.AssertMalformed malformed when malformed.source() instanceof ModuleSource.Quote && !superseded(script, malformed) ->
                        refuse(place, malformed.source(), malformed.message());
                    default -> {
                    }
                }
            }
        }
        assertEquals(List.of(), faults);
        assertTrue(assembled > 5000 && refused > 1000, assembled + " modules assembled, " + refused + " refused");
    }

    /** The threads proposal is older than Wasm 3.0, where the size of a memory is any 64-bit number and too large a one is invalid. */
    private static boolean superseded(Path script, Command.AssertMalformed malformed) {
        return script.endsWith("proposals/threads/memory.wast") && malformed.message().equals("i32 constant out of range");
    }

    private void assemble(String place, ModuleSource source) {
        try {
            source.assemble();
            assembled++;
        } catch (ModuleException e) {
            faults.add(place + ": " + e.getMessage());
        }
    }

    private void refuse(String place, ModuleSource source, String message) {
        try {
            source.assemble();
            faults.add(place + ": accepted, expected: " + message);
        } catch (ModuleException e) {
            refused++;
            if (!e.getMessage().startsWith(message)) {
                faults.add(place + ": " + e.getMessage() + ", expected: " + message);
            }
        }
    }
}
