package org.tilia.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tilia.benchmarks.Kernel.Size;

/** The rounds of every process, in the order in which they ran. */
final class Results {

    private record Run(Kernel kernel, Engine engine, List<Round> rounds) {
    }

    private record Document(String machine, List<Map<String, Object>> runs) {
    }

    private final List<Run> runs = new ArrayList<>();

    void add(Kernel kernel, Engine engine, List<Round> rounds) {
        runs.add(new Run(kernel, engine, rounds));
    }

    /** For each kernel that ran at the measure's size, what its processes come to. */
    List<Figures> figures(Measure measure) {
        Map<Kernel, Map<Engine, List<List<Round>>>> processes = new LinkedHashMap<>();
        for (Run run : runs) {
            if (run.engine.size() == measure.size()) {
                processes.computeIfAbsent(run.kernel, kernel -> new LinkedHashMap<>()).computeIfAbsent(run.engine, engine -> new ArrayList<>())
                                .add(run.rounds);
            }
        }
        return processes.entrySet().stream().map(entry -> Figures.of(measure, entry.getKey(), entry.getValue())).toList();
    }

    /** Writes every round: {@code {"machine": …, "runs": [{"engine", "kernel", "size", "n", "rounds": [{"seconds", "sinceStart"}]}]}}. */
    void writeJson(Path file, String machine) throws IOException {
        List<Map<String, Object>> list = new ArrayList<>();
        for (Run run : runs) {
            Size size = run.engine.size();
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("engine", run.engine.toString());
            entry.put("kernel", run.kernel.name());
            entry.put("size", size.id());
            entry.put("n", run.kernel.work(size).n());
            entry.put("rounds", run.rounds);
            list.add(entry);
        }
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), new Document(machine, list));
    }
}
