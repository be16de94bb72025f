package org.tilia.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Markdown tables of results, one for each measure. */
final class Report {
    /** Of the kernels in {@code kernels.json}, the means are over the first so many; the others load one special part of an engine. */
    static final int KERNELS_IN_MEAN = 4;

    private final Function<Engine, String> titles;
    private final List<String> kernelsInMean;

    /**
     * @param titles the name of an engine at the head of a column
     * @param kernels all kernels, in the order of {@code kernels.json}
     */
    Report(Function<Engine, String> titles, List<Kernel> kernels) {
        this.titles = titles;
        this.kernelsInMean = kernels.stream().limit(KERNELS_IN_MEAN).map(Kernel::name).toList();
    }

    String markdown(Results results) {
        StringBuilder out = new StringBuilder();
        for (Measure measure : Measure.values()) {
            List<Figures> figures = results.figures(measure);
            if (!figures.isEmpty()) {
                table(out, measure, figures);
            }
        }
        return out.toString();
    }

    private void table(StringBuilder out, Measure measure, List<Figures> figures) {
        List<Engine> engines = List.copyOf(figures.getFirst().values().keySet());
        List<Engine> others = engines.subList(1, engines.size());
        out.append("### ").append(measure.title()).append("\n\n").append(capitalised(measure.explanation())).append(".\n\n");

        List<String> header = new ArrayList<>(List.of("kernel"));
        engines.forEach(engine -> header.add(titles.apply(engine)));
        others.forEach(other -> header.add(titles.apply(engines.getFirst()) + " ÷ " + titles.apply(other)));
        row(out, header);
        out.append("|---|").append("--:|".repeat(header.size() - 1)).append('\n');

        for (Figures kernel : figures) {
            List<String> cells = new ArrayList<>(List.of(kernel.kernel().name()));
            engines.forEach(engine -> cells.add(format(kernel.median(engine), measure.digits())));
            others.forEach(other -> cells.add(ratio(kernel, other)));
            row(out, cells);
        }
        List<Figures> inMean = figures.stream().filter(kernel -> kernelsInMean.contains(kernel.kernel().name())).toList();
        if (inMean.size() > 1 && !others.isEmpty()) {
            List<String> cells = new ArrayList<>(List.of("geometric mean of " + String.join(", ", inMean.stream().map(f -> f.kernel().name()).toList())));
            engines.forEach(engine -> cells.add(""));
            others.forEach(other -> cells.add("**" + format(Statistics.geometricMean(inMean.stream().map(f -> f.medianRatio(other)).toList()), 2) + "**"));
            row(out, cells);
        }
        out.append('\n');
    }

    /** The median of the paired ratios, and the range that they lie in. */
    private static String ratio(Figures figures, Engine other) {
        List<Double> ratios = figures.ratios(other).stream().sorted().toList();
        String median = format(figures.medianRatio(other), 2);
        return ratios.size() == 1 ? median : median + " (" + format(ratios.getFirst(), 2) + "–" + format(ratios.getLast(), 2) + ")";
    }

    private static void row(StringBuilder out, List<String> cells) {
        out.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private static String format(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    private static String capitalised(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
