package org.tilia.benchmarks;

import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.tilia.benchmarks.Kernel.Size;

/** What runs kernels. Of the engines of one size, the first is divided by each of the others, in the order here. */
enum Engine {
    GRAALWASM("graalwasm", Size.INTERPRETED) {
        @Override
        String title(Peers peers) {
            return "GraalWasm " + peers.graalWasmVersion();
        }

        @Override
        List<String> command(Peers peers, Kernel kernel, int rounds) throws IOException {
            return peers.polyglotCommand(peers.graalWasmClassPath(), kernel, size(), rounds, List.of());
        }
    },
    TILIA_TREE("tilia-tree", Size.INTERPRETED) {
        @Override
        String title(Peers peers) {
            return "Tilia, tree only";
        }

        @Override
        List<String> command(Peers peers, Kernel kernel, int rounds) {
            return peers.polyglotCommand(peers.tiliaClassPath(), kernel, size(), rounds, List.of("wasm.Compiler", "none"));
        }
    },
    TILIA("tilia", Size.COMPILED) {
        @Override
        String title(Peers peers) {
            return "Tilia";
        }

        @Override
        List<String> command(Peers peers, Kernel kernel, int rounds) {
            return peers.polyglotCommand(peers.tiliaClassPath(), kernel, size(), rounds, List.of());
        }
    },
    TILIA_GRAAL("tilia-graal", Size.COMPILED) {
        @Override
        String title(Peers peers) {
            return "Tilia, with Graal";
        }

        @Override
        List<String> command(Peers peers, Kernel kernel, int rounds) throws IOException {
            return peers.graalCommand(peers.tiliaClassPath(), kernel, size(), rounds, List.of());
        }
    },
    TILIA_TRUFFLE("tilia-truffle", Size.COMPILED) {
        @Override
        String title(Peers peers) {
            return "Tilia, Graal alone";
        }

        @Override
        List<String> command(Peers peers, Kernel kernel, int rounds) throws IOException {
            return peers.graalCommand(peers.tiliaClassPath(), kernel, size(), rounds, List.of("wasm.Compiler", "truffle"));
        }
    },
    GRAALWASM_GRAAL("graalwasm-graal", Size.COMPILED) {
        @Override
        String title(Peers peers) {
            return "GraalWasm " + peers.graalWasmVersion() + " with Graal";
        }

        @Override
        List<String> command(Peers peers, Kernel kernel, int rounds) throws IOException {
            return peers.graalCommand(peers.graalWasmClassPath(), kernel, size(), rounds, List.of());
        }
    },
    NODE("node", Size.COMPILED) {
        @Override
        String title(Peers peers) {
            return "Node " + peers.nodeVersion();
        }

        @Override
        List<String> command(Peers peers, Kernel kernel, int rounds) throws IOException, InterruptedException {
            return peers.nodeCommand(kernel, size(), rounds);
        }
    };

    private final String id;
    private final Size size;

    Engine(String id, Size size) {
        this.id = id;
        this.size = size;
    }

    /** Those that a stock JDK and npm suffice for. */
    static Set<Engine> ofStockJdk() {
        return EnumSet.of(GRAALWASM, TILIA_TREE, TILIA, NODE);
    }

    /** The size of the rounds that it runs. */
    Size size() {
        return size;
    }

    /** Its name in a table. */
    abstract String title(Peers peers);

    /** The command of a process that runs the rounds and prints them as {@link Child} reads them. */
    abstract List<String> command(Peers peers, Kernel kernel, int rounds) throws IOException, InterruptedException;

    /** Its name on the command line. */
    @Override
    public String toString() {
        return id;
    }
}
