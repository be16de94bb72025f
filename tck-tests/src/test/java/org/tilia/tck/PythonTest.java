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
                    try:
                        exports.add('one', 2)
                        checks['misfit'] = False
                    except TypeError as e:
                        checks['misfit'] = True
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
            assertEquals(15, results.size());
            assertTrue(results.values().stream().allMatch(result -> result), results.toString());
        }
    }
}
