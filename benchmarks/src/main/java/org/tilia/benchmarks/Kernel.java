package org.tilia.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * An entry of {@code kernels.json}.
 *
 * @param file the module, relative to {@code kernels.json}
 * @param function the exported function, {@code (i32 n) -> i32 checksum}
 * @param oneCall whether one call runs all rounds, and after each calls the import {@code benchmark.round}, {@code (i32 checksum) -> i32
 *            whether to go on}
 * @param interpreted the work of a round for an interpreter
 * @param compiled the work of a round for a compiler
 */
record Kernel(String name, String file, String function, String description, boolean oneCall, Work interpreted, Work compiled) {

    /** {@code n} units of work, and the checksum that they give. */
    record Work(int n, int checksum) {
    }

    /** How much work a round has. */
    enum Size {
        INTERPRETED,
        COMPILED;

        /** The name of the member in {@code kernels.json}. */
        String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private record Catalog(List<Kernel> kernels) {
    }

    static List<Kernel> readAll(Path kernelsFile) throws IOException {
        return new ObjectMapper().readValue(kernelsFile.toFile(), Catalog.class).kernels();
    }

    Work work(Size size) {
        return switch (size) {
            case INTERPRETED -> interpreted;
            case COMPILED -> compiled;
        };
    }
}
