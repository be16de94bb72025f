package org.tilia.wasm.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tilia.wasm.ModuleLoader;
import org.tilia.wasm.module.FunctionBody;
import org.tilia.wasm.module.Module;
import org.tilia.wasm.module.ModuleException;
import org.tilia.wasm.module.ModuleLimits;

/** Blocks in each other and long operand stacks: what is limited and what is not. */
class NestingTest {

    private static final String BLOCK = "0240";
    private static final String LOOP = "0340";
    private static final String NOP = "01";
    private static final int LIMIT = ModuleLimits.DEFAULT.nesting();

    /** A module of one function that consists of an opening so many times, the middle, and as many ends. */
    private static Module nested(String opening, int count, String middle) {
        return function(opening.repeat(count) + middle + "0b".repeat(count));
    }

    private static Module function(String code) {
        byte[] instructions = HexFormat.of().parseHex("00" + code + "0b");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(HexFormat.of().parseHex("0061736d01000000" + "010401600000" + "03020100" + "0a"));
        leb(out, 1 + 4 + instructions.length);
        out.write(1);
        leb(out, instructions.length);
        out.writeBytes(instructions);
        return ModuleLoader.load(out.toByteArray(), ModuleLimits.DEFAULT);
    }

    /** Four bytes of LEB128. */
    private static void leb(ByteArrayOutputStream out, int value) {
        out.write(value & 0x7F | 0x80);
        out.write(value >> 7 & 0x7F | 0x80);
        out.write(value >> 14 & 0x7F | 0x80);
        out.write(value >> 21 & 0x7F);
    }

    private static void assertTooDeep(String opening, int count) {
        ModuleException e = assertThrows(ModuleException.class, () -> nested(opening, count, ""));
        assertEquals(ModuleException.Kind.LIMIT, e.kind());
        assertTrue(e.getMessage().startsWith("nesting too deep: the limit is 4000 blocks in each other"), e.getMessage());
    }

    @Test
    void blocksThatComeFirstMayNestAnyhow() {
        assertEquals(1, nested(BLOCK, 100_000, "").bodies().size());
        assertEquals(1, nested(BLOCK, 100_000, "0c00").bodies().size());
    }

    @Test
    void otherBlocksMayNestUpToTheLimit() {
        nested(LOOP, LIMIT, "");
        assertTooDeep(LOOP, LIMIT + 1);
        assertTooDeep(LOOP, 100_000);
        nested(NOP + BLOCK, LIMIT, "");
        assertTooDeep(NOP + BLOCK, LIMIT + 1);
        nested("41000440", LIMIT, "");
        assertTooDeep("41000440", LIMIT + 1);
        assertTooDeep(LOOP + BLOCK, LIMIT / 2 + 1);
    }

    @Test
    void blocksSideBySideAreNotNested() {
        for (String opening : List.of(LOOP, BLOCK)) {
            FunctionBody body = function((opening + "0b").repeat(100_000)).bodies().getFirst();
            assertEquals(3 * 100_000 + 1, body.end() - body.codeStart());
            assertEquals(opening.equals(LOOP), body.mayRunLong());
        }
    }

    @Test
    void manyOperands() {
        int limit = ModuleLimits.DEFAULT.operands();
        assertEquals(limit, function("4100".repeat(limit) + "1a".repeat(limit)).bodies().getFirst().maxStack());
        ModuleException e = assertThrows(ModuleException.class, () -> function("4100".repeat(limit + 1)));
        assertEquals(ModuleException.Kind.LIMIT, e.kind());
        assertTrue(e.getMessage().startsWith("too many operands: the limit is 100000"), e.getMessage());
    }
}
