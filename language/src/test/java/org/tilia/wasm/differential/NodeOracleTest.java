package org.tilia.wasm.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tilia.wasm.Guest;
import org.tilia.wasm.Guest.Tier;
import org.tilia.wasm.runtime.GlobalInstance;
import org.tilia.wasm.runtime.LinearMemory;
import org.tilia.wasm.runtime.Values;
import org.tilia.wasm.runtime.WasmEngine;
import org.tilia.wasm.runtime.WasmFunction;
import org.tilia.wasm.text.WatParser;
import org.tilia.wasm.trap.Trap;

/**
 * Random programs do the same in another engine, Node's: trees and compiled code share what builds the tree, so that they may
 * agree and both be wrong. Skipped where there is no {@code node}.
 */
class NodeOracleTest {

    private static final int PROGRAMS = 50 * Integer.getInteger("tilia.differential.blocks", 10);
    private static final long FIRST_SEED = 1_000_000;
    private static final int CALLS = 2;

    /** Reads a line for each call, {@code module arguments}, where the module is empty for that of the line before. */
    private static final String DRIVER = """
                    const view = new DataView(new ArrayBuffer(8));
                    const types = {i: 'Int32', l: 'BigInt64', f: 'Float32', d: 'Float64'};
                    const bits = (type, value) => {
                      if (value !== value) return 'nan';
                      view.setBigInt64(0, 0n);
                      view['set' + types[type]](0, value);
                      return type === 'l' || type === 'd' ? view.getBigInt64(0).toString() : view.getInt32(0).toString();
                    };
                    const outcomes = [];
                    let guest;
                    for (const line of require('fs').readFileSync(0, 'utf8').trim().split('\\n')) {
                      const [module, results, ...values] = line.split(' ');
                      if (module !== '-') {
                        guest = new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(module, 'base64'))).exports;
                      }
                      guest.fuel.value = FUEL;
                      let outcome;
                      try {
                        const value = guest.run(...values.map(text => text.endsWith('n') ? BigInt(text.slice(0, -1)) : Number(text)));
                        const all = results.length === 2 ? [] : results.length === 3 ? [value] : value;
                        outcome = 'returned ' + all.map((one, i) => bits(results[i + 1], one)).join(' ');
                      } catch (trap) {
                        if (!(trap instanceof WebAssembly.RuntimeError)) throw trap;
                        outcome = 'trapped';
                      }
                      const memory = new Int32Array(guest.memory.buffer);
                      outcome += '; ' + ['i', 'l', 'f', 'd'].map(type => bits(type, guest['g' + type].value)).join(' ') + ' fuel ' + guest.fuel.value
                          + ' memory ' + memory.length + ' ' + memory.reduce((hash, word) => Math.imul(hash, 31) + word | 0, 0);
                      outcomes.push(outcome);
                    }
                    console.log(outcomes.join('\\n'));
                    """.replace("FUEL", "" + ProgramGenerator.FUEL);

    @Test
    void nodeAgrees() throws IOException, InterruptedException {
        assumeTrue(Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)).anyMatch(folder -> Files.isExecutable(Path.of(folder, "node"))),
                        "skipped: there is no node to compare with");
        WasmEngine engine = Tier.MIXED.engine();
        StringBuilder requests = new StringBuilder();
        List<String> expected = new ArrayList<>();
        for (long seed = FIRST_SEED; seed < FIRST_SEED + PROGRAMS; seed++) {
            byte[] module = WatParser.assemble(ProgramGenerator.generate(seed));
            Guest guest = Guest.of(engine, ProgramGenerator.generate(seed));
            Random random = new Random(seed);
            for (int i = 0; i < CALLS; i++) {
                requests.append(i == 0 ? Base64.getEncoder().encodeToString(module) : "-");
                expected.add(call(guest, random, requests));
                requests.append('\n');
            }
        }
        List<String> found = node(requests.toString());
        for (int i = 0; i < expected.size(); i++) {
            long seed = FIRST_SEED + i / CALLS;
            if (!expected.get(i).equals(found.get(i))) {
                assertEquals(found.get(i), expected.get(i), "seed " + seed + ", node's outcome comes first\n" + ProgramGenerator.generate(seed));
            }
        }
        assertEquals(expected.size(), found.size());
    }

    private static String call(Guest guest, Random random, StringBuilder request) {
        global(guest, ProgramGenerator.FUEL_GLOBAL).set(ProgramGenerator.FUEL);
        WasmFunction function = (WasmFunction) guest.instance().export("run");
        Object[] arguments = function.type().parameters().stream().map(type -> DifferentialTest.argument(type.kind(), random)).toArray();
        String results = function.type().results().stream().map(type -> letter(type.kind().name())).collect(Collectors.joining());
        request.append(" (").append(results).append(')');
        Stream.of(arguments).forEach(argument -> request.append(' ').append(argument).append(argument instanceof Long ? "n" : ""));
        String outcome;
        try {
            Object result = guest.call("run", arguments);
            List<?> all = result == null ? List.of() : result instanceof List<?> several ? several : List.of(result);
            outcome = "returned " + bits(all.stream());
        } catch (Trap trap) {
            outcome = "trapped";
        }
        LinearMemory memory = (LinearMemory) guest.instance().export("memory");
        int hash = 0;
        for (long address = 0; address < memory.byteSize(); address += Integer.BYTES) {
            hash = hash * 31 + memory.loadI32(address, 0);
        }
        return outcome + "; " + bits(Stream.of("gi", "gl", "gf", "gd").map(name -> global(guest, name).get())) + " fuel "
                        + global(guest, ProgramGenerator.FUEL_GLOBAL).get() + " memory " + memory.byteSize() / Integer.BYTES + " " + hash;
    }

    private static GlobalInstance global(Guest guest, String name) {
        return (GlobalInstance) guest.instance().export(name);
    }

    private static String letter(String kind) {
        return switch (kind) {
            case "I32" -> "i";
            case "I64" -> "l";
            case "F32" -> "f";
            default -> "d";
        };
    }

    /** JavaScript does not tell one NaN from another. */
    private static String bits(Stream<?> values) {
        return values.map(value -> value instanceof Float f && f.isNaN() || value instanceof Double d && d.isNaN() ? "nan" : "" + Values.toBits(value))
                        .collect(Collectors.joining(" "));
    }

    private static List<String> node(String requests) throws IOException, InterruptedException {
        Path driver = Files.createTempFile("oracle", ".js");
        Path input = Files.createTempFile("oracle", ".txt");
        Path output = Files.createTempFile("oracle", ".out");
        try {
            Files.writeString(driver, DRIVER);
            Files.writeString(input, requests);
            Process process = new ProcessBuilder("node", driver.toString()).redirectInput(input.toFile()).redirectOutput(output.toFile())
                            .redirectErrorStream(true).start();
            assertEquals(0, process.waitFor(), () -> "node failed: " + read(output));
            return read(output).lines().toList();
        } finally {
            for (Path file : List.of(driver, input, output)) {
                Files.delete(file);
            }
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
