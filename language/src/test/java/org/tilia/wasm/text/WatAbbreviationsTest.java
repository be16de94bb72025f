package org.tilia.wasm.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every abbreviation of the text format (spec 6.5, 6.6) gives the same binary as what it stands for. */
class WatAbbreviationsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        (func) | (module (func))
        (func (param i32 i64) (result f32 f64) unreachable) | (func (param i32) (param i64) (result f32) (result f64) unreachable)
        (func (local i32 i64)) | (func (local i32) (local i64))
        (func (export "a") (export "b")) | (func) (export "a" (func 0)) (export "b" (func 0))
        (func (import "m" "n") (param i32)) | (import "m" "n" (func (param i32)))
        (func (export "e") (import "m" "n")) | (export "e" (func 0)) (import "m" "n" (func))
        (func (param i32)) | (type (func (param i32))) (func (type 0) (param i32))
        (func (param i32)) (type (func (param i32))) | (type (func (param i32))) (func (type 0))
        (func (param i64)) (type (func (param i32))) | (type (func (param i32))) (type (func (param i64))) (func (type 1))
        (type (func)) | (type (sub final (func)))
        (type (func)) | (rec (type (func)))
        (type (struct (field i32 i64) (field (mut i8)))) | (type (struct (field i32) (field i64) (field (mut i8))))
        (table (export "t") 1 funcref) | (table 1 funcref) (export "t" (table 0))
        (table (import "m" "t") i64 1 2 externref) | (import "m" "t" (table i64 1 2 externref))
        (table i32 1 funcref) | (table 1 (ref null func))
        (func) (table funcref (elem 0 0)) | (func) (table 2 2 funcref) (elem (table 0) (i32.const 0) func 0 0)
        (func) (table i64 funcref (elem 0)) | (func) (table i64 1 1 funcref) (elem (table 0) (offset i64.const 0) func 0)
        (func) (table funcref (elem (ref.func 0))) | (func) (table 1 1 funcref) (elem (offset (i32.const 0)) funcref (item ref.func 0))
        (type (func)) (func) (table (ref null 0) (elem 0)) | (type (func)) (func) (table 1 1 (ref null 0)) (elem (i32.const 0) (ref null 0) (ref.func 0))
        (func) (elem (i32.const 0) 0) | (func) (elem (table 0) (offset (i32.const 0)) func 0)
        (elem (i32.const 0)) | (elem (table 0) (i32.const 0) func)
        (func) (elem declare funcref (ref.func 0)) | (func) (elem declare funcref (item (ref.func 0)))
        (memory (export "m") 1) | (memory 1) (export "m" (memory 0))
        (memory (import "m" "n") 1 2 shared) | (import "m" "n" (memory 1 2 shared))
        (memory (data "ab" "c")) | (memory 1 1) (data (memory 0) (offset i32.const 0) "abc")
        (memory i64 (data)) | (memory i64 0 0) (data (i64.const 0))
        (memory 1) (data (i32.const 1) "a") | (memory 1) (data (memory 0) (offset (i32.const 1)) "a")
        (global (export "g") i32 (i32.const 1)) | (global i32 i32.const 1) (export "g" (global 0))
        (global (import "m" "g") (mut i32)) | (import "m" "g" (global (mut i32)))
        (tag (export "t") (param i32)) | (type (func (param i32))) (tag (type 0)) (export "t" (tag 0))
        (tag (import "m" "t")) | (import "m" "t" (tag))
        (func (i32.add (i32.const 1) (i32.const 2)) drop) | (func i32.const 1 i32.const 2 i32.add drop)
        (func (block (nop))) | (func block nop end)
        (func (loop (br 0))) | (func loop br 0 end)
        (func (if (i32.const 1) (then (nop)))) | (func i32.const 1 if nop end)
        (func (if (i32.const 1) (then (nop)) (else (br 0)))) | (func i32.const 1 if nop else br 0 end)
        (func (if (result i32) (i32.const 1) (i32.eqz) (then (i32.const 2)) (else (i32.const 3))) drop) | (func i32.const 1 i32.eqz if (result i32) i32.const 2 else i32.const 3 end drop)
        (func (block (type 0))) (type (func)) | (type (func)) (func block (type 0) end)
        (func (block (param) (result))) | (func block end)
        (func (param i32) (block (result i32 i32) unreachable) drop drop) | (type (func (param i32))) (type (func (result i32 i32))) (func (type 0) block (type 1) unreachable end drop drop)
        (table 1 funcref) (func (call_indirect (i32.const 0))) | (table 1 funcref) (type (func)) (func i32.const 0 call_indirect 0 (type 0))
        (func (select (result i32) (i32.const 1) (i32.const 2) (i32.const 0)) drop) | (func i32.const 1 i32.const 2 i32.const 0 select (result i32) drop)
        (memory 1) (func (i32.load (i32.const 0)) drop) | (memory 1) (func i32.const 0 i32.load 0 offset=0 align=4 drop)
        (memory 1) (func (memory.copy (i32.const 0) (i32.const 0) (i32.const 0))) | (memory 1) (func i32.const 0 i32.const 0 i32.const 0 memory.copy 0 0)
        (memory 1) (data "") (func memory.init 0) | (memory 1) (data "") (func memory.init 0 0)
        (memory 1) (func memory.size memory.grow drop) | (memory 1) (func memory.size 0 memory.grow 0 drop)
        (table 1 funcref) (elem func) (func table.init 0) | (table 1 funcref) (elem func) (func table.init 0 0)
        (table 1 funcref) (func table.size table.copy) | (table 1 funcref) (func table.size 0 table.copy 0 0)
        (memory 1) (func v128.load8_lane 3) | (memory 1) (func v128.load8_lane 0 offset=0 align=1 3)
        (memory 1) (memory 1) (func v128.load8_lane 1 3) | (memory 1) (memory 1) (func v128.load8_lane 1 align=1 3)
        (memory 1) (func v128.load8_lane 3 i32.const 0) | (memory 1) (func v128.load8_lane 0 3 i32.const 0)
        (func ref.null func ref.test funcref) | (func ref.null func ref.test (ref null func))
        (func (param (ref null 0))) (type (struct)) | (type (struct)) (func (param (ref null 0)))
        (func (param nullref nullfuncref nullexternref nullexnref i31ref)) | (func (param (ref null none) (ref null nofunc) (ref null noextern) (ref null noexn) (ref null i31)))
        (tag) (func (try_table (catch 0 0) (catch_all_ref 0))) | (tag) (func try_table (catch 0 0) (catch_all_ref 0) end)
        (tag) (func (try (do (nop)) (catch 0 (nop)) (catch_all (nop)))) | (tag) (func try nop catch 0 nop catch_all nop end)
        (func (try (do (nop)) (delegate 0))) | (func try nop delegate 0)
        (memory 0 0 (pagesize 1)) (data (i32.const 0) "") | (memory (pagesize 1) (data))
        (module binary "\\00asm" "\\01\\00\\00\\00") | (module)
        (module quote "(func" ")") | (module (func))
        (func (br_table 0 0 0 (i32.const 0))) | (func i32.const 0 br_table 0 0 0)
        (func (;c;) (nop);; to the end of the line) | (func nop)
        """)
    void sameBinary(String abbreviation, String expansion) {
        // A comment to the end of the line must not swallow what the table's format cut off.
        assertArrayEquals(WatParser.assemble(expansion), WatParser.assemble(abbreviation.replace("line)", "line\n)")), abbreviation);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        (func $f (call $f)) | (func call 0)
        (func $f (call $g)) (func $g) | (func (call 1)) (func)
        (func (param $a i32) (local $b i64) (local.get $b) (local.get $a) drop drop) | (func (param i32) (local i64) local.get 1 local.get 0 drop drop)
        (type $t (func (param i32))) (func (type $t) (local $b i32) (local.set $b (local.get 0))) | (type (func (param i32))) (func (type 0) (local i32) (local.set 1 (local.get 0)))
        (func (block $a (block $b (br $a) (br $b)))) | (func (block (block (br 1) (br 0))))
        (func (block $a (block $a (br $a)) (br $a))) | (func (block (block (br 0)) (br 0)))
        (func block $a block $b br $a end $b end $a) | (func block block br 1 end end)
        (func (block $l (if $l (i32.const 0) (br_if $l) (then (br $l))))) | (func (block (if (i32.const 0) (br_if 0) (then (br 0)))))
        (func i32.const 0 if $l br $l else $l br $l end $l) | (func i32.const 0 if br 0 else br 0 end)
        (tag $e) (func (block $l (try_table $l (catch $e $l) (br $l)))) | (tag) (func (block (try_table (catch 0 0) (br 0))))
        (func (block $l (try $l (do (br $l)) (delegate $l)))) | (func (block (try (do (br 0)) (delegate 0))))
        (type $s (struct (field $x i32) (field $y (mut i64)))) (func (param (ref $s)) (struct.get $s $y (local.get 0)) drop) | (type (struct (field i32 (mut i64)))) (func (param (ref 0)) (struct.get 0 1 (local.get 0)) drop)
        (rec (type $a (struct (field (ref null $b)))) (type $b (array (ref null $a)))) | (rec (type (struct (field (ref null 1)))) (type (array (ref null 0))))
        (type $a (sub (struct))) (type $b (sub $a (struct (field i32)))) | (type (sub (struct))) (type (sub 0 (struct (field i32))))
        (memory $m 1) (memory $n 1) (data $d "x") (func (memory.init $n $d (i32.const 0) (i32.const 0) (i32.const 0)) (data.drop $d)) | (memory 1) (memory 1) (data "x") (func (memory.init 1 0 (i32.const 0) (i32.const 0) (i32.const 0)) (data.drop 0))
        (memory $m 1) (memory $n 1) (func (i32.load $n offset=8 align=2 (i32.const 0)) drop (memory.copy $n $m)) | (memory 1) (memory 1) (func i32.const 0 i32.load 1 offset=8 align=2 drop memory.copy 1 0)
        (table $t 1 funcref) (elem $e func) (func (table.init $t $e)) (start $s) (func $s) | (table 1 funcref) (elem func) (func table.init 0 0) (start 1) (func)
        (func $"a b" (call $"a\\20b")) | (func (call 0))
        (global $g i32 (i32.const 0)) (export "g" (global $g)) (func (drop (global.get $g))) | (global i32 (i32.const 0)) (export "g" (global 0)) (func (drop (global.get 0)))
        (func (block $l (br_on_cast $l anyref (ref i31) (ref.null any)) drop)) | (func (block ref.null any br_on_cast 0 (ref null any) (ref i31) drop))
        """)
    void identifiersAreIndices(String named, String numbered) {
        assertArrayEquals(WatParser.assemble(numbered), WithoutNames.of(WatParser.assemble(named)), named);
    }
}
