package org.tilia.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tilia.benchmarks.Kernel.Work;

class ReportTest {

    private static Kernel kernel(String name) {
        return new Kernel(name, name + ".wasm", "run", name, false, new Work(1, 0), new Work(10, 0));
    }

    private static List<Round> rounds(double seconds) {
        return List.of(new Round(seconds, 1 + seconds));
    }

    @Test
    void tablesShowMediansAndPairedRatios() {
        List<Kernel> kernels = List.of(kernel("a"), kernel("b"));
        Results results = new Results();
        double[] node = {1, 2, 4};
        for (double seconds : node) {
            results.add(kernels.get(0), Engine.TILIA, rounds(2 * seconds));
            results.add(kernels.get(0), Engine.NODE, rounds(seconds));
            results.add(kernels.get(1), Engine.TILIA, rounds(8));
            results.add(kernels.get(1), Engine.NODE, rounds(seconds));
        }

        String markdown = new Report(Engine::name, kernels).markdown(results);

        assertTrue(markdown.contains("""
                        | kernel | TILIA | NODE | TILIA ÷ NODE |
                        |---|--:|--:|--:|
                        | a | 4.0000 | 2.0000 | 2.00 (2.00–2.00) |
                        | b | 8.0000 | 2.0000 | 4.00 (2.00–8.00) |
                        | geometric mean of a, b |  |  | **2.83** |
                        """), markdown);
        assertEquals(3, markdown.split("\n### |^### ", -1).length - 1, "the measures of the large size only:\n" + markdown);
    }

    @Test
    void anEngineAloneHasNoRatios() {
        Results results = new Results();
        results.add(kernel("a"), Engine.TILIA_TREE, rounds(0.25));

        String markdown = new Report(Engine::name, List.of(kernel("a"))).markdown(results);

        assertTrue(markdown.contains("| kernel | TILIA_TREE |\n|---|--:|\n| a | 0.2500 |\n"), markdown);
        assertEquals(1, markdown.split("###", -1).length - 1, markdown);
    }
}
