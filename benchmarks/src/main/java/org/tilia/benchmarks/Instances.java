package org.tilia.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command {@code benchmarks/instances}: what instances of one module cost in memory, in Tilia and in GraalWasm. Prints what a
 * process has left of instances that are made and dropped, and what each of many idle ones takes, as tables in Markdown.
 */
public final class Instances {
    private static final int TIMEOUT = 600;

    /** All of it is resident from the start, so that what else becomes resident is not the Java heap. */
    private static final List<String> FIXED_HEAP = List.of("-Xms2g", "-Xmx2g", "-XX:+AlwaysPreTouch");

    private Instances() {
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Peers peers = new Peers(Path.of(System.getProperty("tilia.root"), "benchmarks"), null);
        System.out.println(Machine.description());
        for (InstancesHost.Lifetime lifetime : InstancesHost.Lifetime.values()) {
            System.out.println("\n" + lifetime.header());
            for (boolean memory : new boolean[]{true, false}) {
                print(lifetime, "Tilia", memory, peers, peers.tiliaClassPath());
                print(lifetime, "GraalWasm " + peers.graalWasmVersion(), memory, peers, peers.graalWasmClassPath());
            }
        }
    }

    private static void print(InstancesHost.Lifetime lifetime, String engine, boolean memory, Peers peers, String classPath)
                    throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Peers.java()));
        command.addAll(FIXED_HEAP);
        command.addAll(List.of("-cp", classPath, InstancesHost.class.getName(), lifetime.name(), peers.idleModule(memory).toString()));
        for (String cells : Child.lines(command, lifetime.rows(), TIMEOUT)) {
            System.out.println("| " + engine + ", " + (memory ? "a page of memory" : "no memory") + " | " + cells);
        }
    }
}
