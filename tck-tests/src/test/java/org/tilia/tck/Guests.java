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
