package org.tilia.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotAccess;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JavaScript as a host of modules. */
class JavaScriptTest {

    private static Context context;

    @BeforeAll
    static void open() {
        context = Guests.context("js", "wasm");
        context.getBindings("js").putMember("library", Guests.module(context, "library", Guests.LIBRARY).newInstance());
        context.getBindings("js").putMember("user", Guests.module(context, "user", Guests.USER));
        context.getBindings("js").putMember("wasm", context.getBindings("wasm"));
    }

    @AfterAll
    static void close() {
        context.close();
    }

    private static Value run(String script) {
        return context.eval("js", "{ const { exports } = library; " + script + " }");
    }

    @ParameterizedTest
    @ValueSource(strings = {"exports.add(1, 41) === 42", "library.add(1, 41) === 42", "exports.add(4294967295, 0) === -1",
                    "exports.add(-2147483648, 0) === -2147483648", "exports.half(5) === 2.5",
                    "BigInt(exports.same64(5n)) === 5n", "BigInt(exports.same64(18446744073709551615n)) === -1n", "BigInt(exports.same64(7)) === 7n",
                    "exports.add(2 ** 31, 0) === -2147483648", "exports.add(3n, 4.0) === 7", "exports.same64(2 ** 53) === 2 ** 53",
                    "BigInt(exports.same64(-(2n ** 63n))) === -(2n ** 63n)", "Object.is(exports.half(-0), -0)", "Number.isNaN(exports.half(NaN))",
                    "exports.half(2n ** 70n) === 2 ** 69", "[...exports.both()].join() === '1,2'", "String(exports.both()) === '1,2' || String(exports.both()) === '[1, 2]'",
                    "exports.both().length === 2 && exports.both()[0] === 1", "exports.nothing() == null", "exports.counter.value === 5",
                    "exports.answer + 1 === 43", "exports.memory.readCString(16) === 'hello'",
                    "new Uint8Array(exports.memory)[16] === 104", "new DataView(exports.memory).getInt8(17) === 101",
                    "exports.memory.pages === 1", "exports.table.length === 2 && exports.table.get(1) == null",
                    "exports.memory instanceof wasm.Memory", "Object.keys(exports).includes('add')"})
    void expressionsHold(String expression) {
        assertTrue(run(expression).asBoolean());
    }

    @ParameterizedTest
    @ValueSource(strings = {"exports.add('one', 2)", "exports.add(1.5, 2)", "exports.add(4294967296, 2)", "exports.add(1)",
                    "exports.add(1, 2, 3)", "exports.add(-0, 1)", "exports.add(NaN, 1)", "exports.add(null, 1)", "exports.add(undefined, 1)", "exports.add(true, 1)",
                    "exports.add({ valueOf: () => 1 }, 1)", "exports.half('1')", "exports.same64(1.5)", "exports.same64(-(2n ** 63n) - 1n)", "exports.same64(18446744073709551616n)"})
    void misfitsAreTypeErrors(String call) {
        assertEquals("TypeError", run("try { " + call + "; 'none' } catch (e) { e.constructor.name }").asString());
    }

    /** One call in JavaScript, which keeps what it has met: instances of one module, and more modules than it keeps. */
    @Test
    void oneCallServesInstancesAndModules() {
        assertEquals("3,3,3,30,60,90,120,150,180 TypeError,TypeError 4,4,4,40,80,120,160,200,240", context.eval("js", """
                        const make = step => Polyglot.eval('application/wasm-text',
                          `(module (global $g (mut i32) (i32.const 0)) (memory (export "memory") 1)
                             (func (export "next") (result i32) (global.set $g (i32.add (global.get $g) (i32.const ${step}))) (global.get $g)))`);
                        const call = instance => instance.exports.next();
                        const direct = instance => instance.next();
                        const wrong = instance => instance.exports.memory();
                        const one = make(1);
                        const instances = [one, one, one, ...[10, 20, 30, 40, 50, 60].map(make)].map(module => module.newInstance());
                        instances.map(call); instances.map(call);
                        const failures = [() => wrong(instances[0]), () => instances[0].exports.none()].map(action => {
                          try { return action(); } catch (e) { return e.constructor.name; }
                        });
                        [instances.map(call), failures, instances.map(direct)].join(' ')
                        """).asString());
    }

    @Test
    void aMisfitIsNamed() {
        assertEquals("true", run("try { exports.add(1, 'two') } catch (e) { String(e.message.includes('argument 2 of add [i32 i32] -> [i32]: \"two\" is not an i32')) }").asString());
    }

    @Test
    void whatIsMissingOrDoesNotFitIsListed() {
        assertEquals("unknown import|env.log a function [i32] -> [i32] undefined|env.memory a memory of at least 1 pages 5", run("""
                        try { user.newInstance({ env: { memory: 5, table: new wasm.Table({ element: 'externref', initial: 1 }),
                          counter: new wasm.Global({ value: 'i64', mutable: true }) } }) } catch (e) {
                          [e.kind, ...e.problems.map(p => `${p.module}.${p.name} ${p.expected} ${p.found}`)].join('|') }
                        """).asString());
    }

    @Test
    void instancesAreImportsForOthers() {
        assertEquals(5, run("""
                        Polyglot.eval('application/wasm-text', `(module (import "library" "counter" (global (mut i32))) (import "library" "add" (func $add (param i32 i32) (result i32)))
                          (func (export "get") (result i32) (call $add (global.get 0) (i32.const 0))))`).newInstance({ library }).exports.get()
                        """).asInt());
    }

    @Test
    void memoryIsWrittenThroughTypedArrays() {
        assertEquals("Jello", run("new Uint8Array(exports.memory)[16] = 74; const text = exports.memory.readCString(16); exports.memory.writeString(16, 'h'); text").asString());
    }

    @Test
    void javaScriptMakesWhatModulesImport() {
        assertEquals("7 11 7 4711", run("""
                        const memory = new wasm.Memory({ initial: 1 });
                        const table = new wasm.Table({ element: 'externref', initial: 1 }, 'x');
                        const counter = new wasm.Global({ value: 'i64', mutable: true }, 10n);
                        const log = x => Number(x) * 673;
                        const instance = user.newInstance({ env: { log, memory, table, counter } });
                        const result = instance.exports.run(7);
                        [new DataView(memory).getInt32(4, true), counter.value, memory.readString(4, 1).charCodeAt(0), result].join(' ')
                        """).asString());
    }

    @Test
    void importsMayBeMaps() {
        assertEquals(3, run("""
                        const env = new Map([['log', x => x + 1], ['memory', new wasm.Memory({ initial: 1 })],
                          ['table', new wasm.Table({ element: 'externref', initial: 1 })], ['counter', new wasm.Global({ value: 'i64', mutable: true })]]);
                        user.newInstance(new Map([['env', env]])).exports.run(2)
                        """).asInt());
    }

    @Test
    void javaScriptReachesTheLanguageByItself() {
        assertEquals(65536, context.eval("js", """
                        const bindings = Polyglot.eval('application/wasm-text', 'WebAssembly');
                        const module = Polyglot.eval('application/wasm-text', '(module (import "e" "m" (memory 1)) (func (export "size") (result i32) (memory.size)))');
                        module.newInstance({ e: { m: new bindings.Memory({ initial: 1 }) } }).exports.size() * 65536
                        """).asInt());
    }

    @Test
    void exceptionsAreJavaScripts() {
        assertEquals("true true", run("""
                        const thrown = new RangeError('mine');
                        const env = { log() { throw thrown; }, memory: new wasm.Memory({ initial: 1 }),
                          table: new wasm.Table({ element: 'externref', initial: 1 }), counter: new wasm.Global({ value: 'i64', mutable: true }) };
                        let same = false, kind;
                        try { user.newInstance({ env }).exports.run(1); } catch (e) { same = e === thrown; }
                        try { exports.trap(); } catch (e) { kind = e.kind; }
                        `${same} ${kind === 'integer divide by zero'}`
                        """).asString());
    }

    @Test
    void stackTracesMixTheLanguages() {
        PolyglotException trap = assertThrows(PolyglotException.class, () -> context.eval("js", """
                        function logger(x) { return library.exports.trap(); }
                        function outermost() {
                          const env = { log: logger, memory: new wasm.Memory({ initial: 1 }),
                            table: new wasm.Table({ element: 'externref', initial: 1 }), counter: new wasm.Global({ value: 'i64', mutable: true }) };
                          return user.newInstance({ env }).exports.run(1);
                        }
                        outermost
                        """).execute());
        List<String> frames = new ArrayList<>();
        for (PolyglotException.StackFrame frame : trap.getPolyglotStackTrace()) {
            frames.add((frame.isGuestFrame() ? frame.getLanguage().getId() : "host") + " " + (frame.isGuestFrame() ? frame.getRootName() : ""));
        }
        assertEquals(List.of("wasm trap", "js logger", "wasm run", "js outermost"), frames.subList(0, 4));
        assertTrue(frames.get(4).startsWith("host"), frames.toString());
        assertEquals("integer divide by zero", trap.getGuestObject().getMember("kind").asString());
    }

    /** What JavaScript throws through a guest, be it an error, whose stack is taken where it is made, or any other value. */
    @ParameterizedTest
    @CsvSource({"none, 0, new Error('mine')", "none, 0, 42", "jvm, 0, new Error('mine')", "jvm, 0, 42", "jvm, 2, new Error('mine')", "jvm, 2, 42"})
    void exceptionsOfJavaScriptPassGuestsOnTheirWay(String compiler, int threshold, String thrown) {
        try (Context own = Context.newBuilder("js", "wasm").allowPolyglotAccess(PolyglotAccess.ALL).allowExperimentalOptions(true)
                        .option("engine.WarnInterpreterOnly", "false").option("wasm.Compiler", compiler).option("wasm.CompileThreshold", Integer.toString(threshold)).build()) {
            own.getBindings("js").putMember("module", Guests.module(own, "way", """
                            (module (import "env" "raise" (func $raise))
                              (func $inner (call $raise) (nop))
                              (func $way (export "way") (call $inner) (nop)))
                            """));
            Value outermost = own.eval("js", """
                            const way = module.newInstance({ env: { raise: function raise() { throw %s; } } }).exports.way;
                            function outermost() { way(); }
                            outermost
                            """.formatted(thrown));
            for (int i = 0; i < 4; i++) {
                PolyglotException exception = assertThrows(PolyglotException.class, outermost::execute);
                List<String> frames = new ArrayList<>();
                exception.getPolyglotStackTrace().forEach(frame -> frames.add(frame.isGuestFrame() ? frame.getRootName() : "host"));
                assertEquals(List.of("raise", "inner", "way", "outermost", "host"), frames.subList(0, 5), "call " + i);
                assertTrue(frames.subList(5, frames.size()).stream().allMatch("host"::equals), frames.toString());
            }
        }
    }
}
