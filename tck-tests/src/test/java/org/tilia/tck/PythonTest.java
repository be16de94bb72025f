package org.tilia.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.Test;

/** Python as a host of modules: in one context, for starting it takes its time. */
class PythonTest {

    private static final String PROGRAM = """
                    from polyglot import eval
                    bindings = eval(language='application/wasm-text', string='WebAssembly')
                    exports = library.exports
                    thrown = ValueError('mine')

                    def raising(x):
                        raise thrown

                    def env(log):
                        return {'log': log, 'memory': memory, 'counter': counter,
                                'table': bindings.Table({'element': 'externref', 'initial': 1})}

                    memory = bindings.Memory({'initial': 1})
                    counter = bindings.Global({'value': 'i64', 'mutable': True}, 2 ** 40)
                    logged = []
                    checks = {}
                    checks['add'] = exports.add(1, 41) == 42
                    checks['unsigned'] = exports.add(2 ** 32 - 1, 0) == -1
                    checks['large'] = exports.same64(2 ** 64 - 1) == -1
                    checks['half'] = exports.half(5) == 2.5
                    checks['several'] = list(exports.both()) == [1, 2]
                    checks['nothing'] = exports.nothing() is None or exports.nothing() == None
                    checks['text'] = exports.memory.readCString(16) == 'hello'
                    checks['bytes'] = exports.memory[16] == ord('h')
                    checks['global'] = exports.counter.value == 5
                    user.newInstance({'env': env(lambda x: logged.append(x) or 3)}).exports.run(9)
                    checks['import'] = logged == [9]
                    checks['counter'] = counter.value == 2 ** 40 + 1
                    checks['memory'] = memory[4] == 9
                    try:
                        user.newInstance({'env': env(raising)}).exports.run(9)
                        checks['exception'] = False
                    except ValueError as e:
                        checks['exception'] = e is thrown
                    try:
                        exports.trap()
                        checks['trap'] = False
                    except BaseException as e:
                        checks['trap'] = e.kind == 'integer divide by zero'
                    def refusal(call):
                        try:
                            call()
                        except TypeError as e:
                            return str(e)
                    checks['type told'] = refusal(lambda: exports.add(1, 2 ** 32)) == 'argument 2 of add [i32 i32] -> [i32]: 4294967296 is not an i32'
                    checks['count told'] = refusal(lambda: exports.add(1)) == 'add [i32 i32] -> [i32] takes 2 arguments, not 1'
                    checks['method told'] = refusal(lambda: memory.grow('x')) == 'argument 1 of grow: "x" is not a whole number from 0 on'
                    checks['method count told'] = refusal(lambda: memory.grow()) == 'grow takes 1 argument, not 0'
                    checks['constructor told'] = refusal(lambda: bindings.Memory()) == 'Memory takes 1 argument, not 0'
                    def refused(call):
                        try:
                            call()
                            return False
                        except TypeError:
                            return True

                    checks['misfit'] = refused(lambda: exports.add('one', 2))
                    checks['too large'] = refused(lambda: exports.add(2 ** 32, 2)) and refused(lambda: exports.same64(2 ** 64))
                    checks['too small'] = refused(lambda: exports.add(-2 ** 31 - 1, 2)) and refused(lambda: exports.same64(-2 ** 63 - 1))
                    checks['no integer'] = refused(lambda: exports.add(1.5, 2)) and refused(lambda: exports.add(-0.0, 2)) and refused(lambda: exports.add(float('nan'), 2))
                    checks['nothing given'] = refused(lambda: exports.add(None, 2)) and refused(lambda: exports.add(1)) and refused(lambda: exports.add(1, 2, 3))
                    checks['edges'] = exports.add(-2 ** 31, 0) == -2 ** 31 and exports.same64(-2 ** 63) == -2 ** 63 and exports.add(3.0, 4) == 7
                    checks['float'] = exports.half(2 ** 70) == 2.0 ** 69 and exports.half(float('inf')) == float('inf')
                    try:
                        user.newInstance({'env': {'memory': 5, 'counter': counter, 'table': bindings.Table({'element': 'externref', 'initial': 1})}})
                        checks['missing'] = False
                    except BaseException as e:
                        checks['missing'] = [(p.name, p.kind) for p in e.problems] == [('log', 'unknown import'), ('memory', 'incompatible import type')]
                    table = bindings.Table({'element': 'externref', 'initial': 2}, 'x')
                    table[1] = 'y'
                    checks['table'] = table[0] == 'x' and table.get(1) == 'y' and table.length == 2
                    memory[5] = 200
                    checks['write'] = memory[5] == 200 and memory.pages == 1
                    """;

    @Test
    void pythonIsAHostOfModules() {
        try (Context context = Guests.context("python", "wasm")) {
            Value python = context.getBindings("python");
            python.putMember("library", Guests.module(context, "library", Guests.LIBRARY).newInstance());
            python.putMember("user", Guests.module(context, "user", Guests.USER));
            context.eval("python", PROGRAM);
            Value checks = python.getMember("checks");
            Map<String, Boolean> results = new LinkedHashMap<>();
            Value keys = checks.getHashKeysIterator();
            while (keys.hasIteratorNextElement()) {
                String key = keys.getIteratorNextElement().asString();
                results.put(key, checks.getHashValue(key).asBoolean());
            }
            assertEquals(29, results.size());
            assertTrue(results.values().stream().allMatch(result -> result), results.toString());
        }
    }
}
