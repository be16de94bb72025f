package org.tilia.tck;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotAccess;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;

/** Modules for programs in other languages. */
final class Guests {

    /** Functions of all sorts, and what else a module can export. */
    static final String LIBRARY = """
                    (module $library
                      (func (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))
                      (func (export "same64") (param i64) (result i64) (local.get 0))
                      (func (export "half") (param f64) (result f64) (f64.div (local.get 0) (f64.const 2)))
                      (func (export "both") (result i32 i64) (i32.const 1) (i64.const 2))
                      (func (export "nothing"))
                      (func $trap (export "trap") (drop (i32.div_s (i32.const 1) (i32.const 0))))
                      (memory (export "memory") 1) (data (i32.const 16) "hello\\00")
                      (table (export "table") 2 funcref) (elem (i32.const 0) $trap)
                      (global (export "counter") (mut i32) (i32.const 5)) (global (export "answer") i32 (i32.const 42)))
                    """;

    /** Imports one thing of each sort from {@code env}. */
    static final String USER = """
                    (module $user
                      (import "env" "log" (func $log (param i32) (result i32)))
                      (import "env" "memory" (memory 1)) (import "env" "table" (table 1 externref))
                      (import "env" "counter" (global $counter (mut i64)))
                      (func $run (export "run") (param i32) (result i32)
                        (i32.store (i32.const 4) (local.get 0))
                        (global.set $counter (i64.add (global.get $counter) (i64.const 1)))
                        (call $log (local.get 0))))
                    """;

    /** Loads and stores, calls a function of {@code env} directly and through a table, and counts in a global of {@code env}. */
    static final String SUM = """
                    (module $sums
                      (import "env" "step" (func $step (param i32) (result i32)))
                      (import "env" "memory" (memory 1)) (import "env" "total" (global $total (mut i64)))
                      (type $unary (func (param i32) (result i32)))
                      (table funcref (elem $twice)) (func $twice (type $unary) (i32.shl (local.get 0) (i32.const 1)))
                      (func $sum (export "sum") (param $n i32) (result i64) (local $i i32) (local $sum i64)
                        (if (i32.eqz (local.get $n)) (then (return (i64.const 0))))
                        (loop $next
                          (i32.store (i32.const 8) (call $step (local.get $i)))
                          (local.set $sum (i64.add (local.get $sum)
                            (i64.extend_i32_s (call_indirect (type $unary) (i32.load (i32.const 8)) (i32.const 0)))))
                          (br_if $next (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $n))))
                        (global.set $total (i64.add (global.get $total) (local.get $sum)))
                        (local.get $sum)))
                    """;

    private Guests() {
    }

    /** A context of some languages that know of each other. */
    static Context context(String... languages) {
        return Context.newBuilder(languages).allowPolyglotAccess(PolyglotAccess.ALL).allowExperimentalOptions(true)
                        .option("engine.WarnInterpreterOnly", "false").build();
    }

    static Value module(Context context, String name, String text) {
        return context.eval(Source.newBuilder("wasm", text, name).mimeType("application/wasm-text").buildLiteral());
    }
}
