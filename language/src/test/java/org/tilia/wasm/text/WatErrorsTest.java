package org.tilia.wasm.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tilia.wasm.module.ModuleException;

/** Faults in texts are named as the suite names them, with the line and the column of the token. */
class WatErrorsTest {

    /** A caret marks where the fault is, a tilde ends a line. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        unknown operator i32.foo | (module (func ^i32.foo))
        unknown operator 0drop | (func ^0drop)
        unknown operator data"a" | (^data"a")
        unexpected token i32, expected a module field | (module ^i32)
        unexpected token i32.add, expected a module field | (module (^i32.add))
        unexpected token result, expected a value type | (func ~ (param ^result))
        unexpected token param, expected no parameters behind results | (func (result i32) (^param i32))
        unexpected token $x | (func (block (param ^$x i32)))
        unknown local $x | (func (local.get ^$x))
        unknown label $l | (func (br ^$l))
        unknown label $l | (func (block $l) (br ^$l))
        unknown label $l | (func (if $l (br_if ^$l) (then)))
        unknown function $f | (func (call ^$f))
        unknown type $t | (func (type ^$t))
        unknown type 7 | (func ^(type 7) (param i32))
        unknown field $y | (type (struct (field $x i32))) (func struct.get 0 ^$y)
        unknown elem segment $e | (func elem.drop ^$e)
        duplicate local $x | (func (param $x i32) (local ^$x i32))
        duplicate func | (func $f) (func ^$f)
        duplicate field $x | (type (struct (field $x i32) (field ^$x i64)))
        import after function | (func) ~^(import "m" "n" (func))
        import after memory | (memory 1)^(table (import "m" "n") 1 funcref)
        import after tag | (tag)^(global (import "m" "n") i32)
        constant out of range: 4294967296 | (func i32.const ^4294967296)
        constant out of range: 1e39 | (func f32.const ^1e39)
        constant out of range: nan:0x0 | (func f32.const ^nan:0x0)
        alignment must be a power of two | (memory 1) (func i32.load ^align=3)
        alignment must be a power of two | (memory 1) (func i32.load ^align=0)
        unknown operator offset= | (memory 1) (func i32.load ^offset=)
        constant out of range | (memory 1) (func i32.load ^offset=18446744073709551616)
        invalid custom page size | (memory 1 (pagesize ^3))
        mismatching label $b | (func block $a ~~end ^$b)
        mismatching label $b | (func i32.const 0 if $a else ^$b end)
        inline function type | (type $t (func (param i32))) (func ^(type $t) (param i64))
        multiple start sections | (func) (start 0)^(start 0)
        unclosed comment | ^(; (; ;)
        unclosed string | (data ^"abc
        illegal escape | (data "^\\q")
        illegal escape | (data "^\\u{110000}")
        illegal escape | (data "^\\u{d800}")
        illegal escape | (data "^\\u41")
        empty identifier | (func ^$)
        empty identifier | (func ^$"")
        illegal character | (func) ^é
        malformed UTF-8 encoding | (import ^"\\ff" "" (func))
        empty annotation id | ^(@ x)
        unclosed annotation | ^(@x (
        unexpected token the end of the text | (func^
        unexpected token ) | (func)^)
        unexpected token func | (module) (^func)
        invalid lane length | (func i8x16.shuffle ^0 1 2)
        wrong number of lane literals | (func v128.const i32x4 ^1 2)
        i8 constant out of range | (func i8x16.extract_lane_s ^256)
        unexpected token nop, expected else | (func (if (i32.const 0) (then) (^nop)))
        unexpected token i32.const | (func (i32.eqz ^i32.const 0))
        unexpected token ), expected (then | (func (if (i32.const 0)^))
        unexpected token ), expected end | (func block nop^)
        unexpected token end | (func ^end)
        unexpected token catch | (func try catch_all ^catch 0 end)
        @custom annotation: missing section name | (@custom ^4)
        @custom annotation: malformed placement | (@custom "a" (^aft type))
        @custom annotation: malformed section kind | (@custom "a" (after ^types))
        misplaced @custom annotation | (func (@custom ^"a"))
        misplaced @name annotation | (start 0 (@name ^"a")) (func)
        @name annotation: multiple module | (module (@name "a") (@name "b") ^(func))
        @metadata.code.branch_hint annotation: not in a function | (@metadata.code.branch_hint ^"\\01") (func)
        @metadata.code.branch_hint annotation: malformed hint | (func (@metadata.code.branch_hint "\\02"^) br_if 0)
        """)
    void places(String message, String marked) {
        String text = marked.replace('~', '\n');
        int mark = text.indexOf('^');
        assertTrue(mark >= 0, marked);
        String before = text.substring(0, mark);
        ModuleException e = refuse(before + text.substring(mark + 1));
        assertTrue(e.getMessage().startsWith(message), e.getMessage());
        int lineStart = before.lastIndexOf('\n') + 1;
        long number = before.chars().filter(c -> c == '\n').count() + 1;
        assertEquals(number + ":" + (mark - lineStart + 1), e.line() + ":" + e.column(), e.getMessage());
        assertTrue(e.getMessage().endsWith(" at line " + e.line() + ", column " + e.column()), e.getMessage());
        assertEquals(mark, e.offset());
        assertEquals(ModuleException.Kind.MALFORMED, e.kind());
    }

    private static ModuleException refuse(String text) {
        return assertThrows(ModuleException.class, () -> WatParser.assemble(text), text);
    }

    @Test
    void linesEndInThreeWaysAndColumnsCountCharacters() {
        assertEquals(3, refuse("(func)\r\n\r(funk)").line());
        ModuleException e = refuse("(; é😀 ;) (funk)");
        assertEquals(1, e.line());
        assertEquals(11, e.column());
        assertEquals("(; é😀 ;) (".getBytes(StandardCharsets.UTF_8).length, e.offset());
    }

    @Test
    void rawBytesMustBeUtf8() {
        byte[] text = "(func (;x;))".getBytes(StandardCharsets.ISO_8859_1);
        text[8] = (byte) 0xFF;
        ModuleException e = assertThrows(ModuleException.class, () -> WatParser.assemble(text));
        assertTrue(e.getMessage().startsWith("malformed UTF-8 encoding"), e.getMessage());
        assertEquals(8, e.offset());
    }

    @Test
    void deepNestingOverflowsNoStack() {
        int depth = 200_000;
        String operators = WatParserTest.nest(depth, "(i32.eqz ", "(i32.const 1)", ")");
        byte[] module = WatParser.assemble("(func (result i32) " + operators + ")");
        assertEquals(depth, count(module, 0x45));
        WatParser.assemble("(func " + WatParserTest.nest(depth, "(block ", "", ")") + ")");
        WatParser.assemble("(func " + WatParserTest.nest(depth, "(if (i32.const 0) (then ", "", "))") + ")");
        WatParser.assemble("(func " + WatParserTest.nest(depth, "block ", "", "end ") + ")");
        WatParser.assemble(WatParserTest.nest(depth, "(;", "", ";)"));
        WatParser.assemble("(@a " + WatParserTest.nest(depth, "(", "", ")") + ")");
        assertTrue(refuse("(func " + "(block ".repeat(depth)).getMessage().startsWith("unexpected token the end of the text"));
        assertTrue(refuse("(func " + "(".repeat(depth)).getMessage().startsWith("unexpected token"));
    }

    private static int count(byte[] bytes, int value) {
        int count = 0;
        for (byte b : bytes) {
            count += b == value ? 1 : 0;
        }
        return count;
    }

    @Test
    void branchHintsBelongToBranches() {
        ModuleException e = refuse("(func (@metadata.code.branch_hint \"\\01\") nop)");
        assertEquals(ModuleException.Kind.INVALID, e.kind());
        assertTrue(e.getMessage().startsWith("@metadata.code.branch_hint annotation: invalid target"), e.getMessage());
    }

    @Test
    void emptyTextIsTheEmptyModule() {
        assertArrayEquals(WatParser.assemble("(module)"), WatParser.assemble(""));
    }
}
