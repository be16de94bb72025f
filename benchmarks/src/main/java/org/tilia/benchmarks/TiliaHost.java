package org.tilia.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntBinaryOperator;
import java.util.function.IntUnaryOperator;
import org.tilia.wasm.host.GuestFunctions;
import org.tilia.wasm.host.HostModule;

/** The process of Tilia with functions of Java's own types in both directions. */
final class TiliaHost extends PolyglotHost {
    private final IntBinaryOperator typedAdd;
    private final IntUnaryOperator typedCount;

    private TiliaHost(byte[] bytes) throws IOException {
        super(bytes, HostModule.builder("host").function("next", (int value) -> value + 1).build());
        typedAdd = GuestFunctions.as(add(), IntBinaryOperator.class);
        typedCount = GuestFunctions.as(count(), IntUnaryOperator.class);
    }

    /** Arguments: crossing, module file, number of rounds. */
    public static void main(String[] arguments) throws IOException {
        Crossing crossing = Crossing.valueOf(arguments[0]);
        TiliaHost host = new TiliaHost(Files.readAllBytes(Path.of(arguments[1])));
        if (crossing == Crossing.TYPED_INSIDE) {
            host.enterContext();
        }
        crossing.measure(host, Integer.parseInt(arguments[2]));
    }

    @Override
    public void call(int times) {
        int sum = 0;
        for (int i = 0; i < times; i++) {
            sum = typedAdd.applyAsInt(sum, 1);
        }
        Crossing.check(sum, times);
    }

    @Override
    public void loop(int times) {
        int sum = 0;
        for (int i = 0; i < times; i++) {
            sum += typedCount.applyAsInt(1);
        }
        Crossing.check(sum, times);
    }
}
