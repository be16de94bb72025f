package org.tilia.wasi;

import java.util.List;

/** {@code args_*} and {@code environ_*}: lists of texts. */
final class ArgumentFunctions {

    private ArgumentFunctions() {
    }

    /**
     * @param arguments the program's name first
     * @param environment each as {@code NAME=VALUE}
     */
    static void addTo(Functions functions, List<String> arguments, List<String> environment) {
        addList(functions, "args", arguments);
        addList(functions, "environ", environment);
    }

    private static void addList(Functions functions, String name, List<String> texts) {
        List<byte[]> items = texts.stream().map(WasiMemory::terminated).toList();
        int size = items.stream().mapToInt(item -> item.length).sum();
        functions.add(name + "_sizes_get", "ii", call -> {
            call.memory().writeI32(call.pointer(0), items.size());
            call.memory().writeI32(call.pointer(1), size);
        });
        functions.add(name + "_get", "ii", call -> write(call, items));
    }

    /** Writes the items one behind the other, and an array of pointers to them. */
    private static void write(WasiCall call, List<byte[]> items) throws WasiException {
        long pointer = call.pointer(0);
        long buffer = call.pointer(1);
        for (byte[] item : items) {
            call.memory().writeI32(pointer, (int) buffer);
            call.memory().write(buffer, item, 0, item.length);
            pointer += Integer.BYTES;
            buffer += item.length;
        }
    }
}
