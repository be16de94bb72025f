package org.tilia.wasi;

/** {@code sock_*} and {@code poll_oneoff}: no descriptor is a socket, and nothing can be waited for. */
final class SocketFunctions {

    private SocketFunctions() {
    }

    static void addTo(Functions functions, DescriptorTable table) {
        addFailing(functions, table, "sock_accept", "iii");
        addFailing(functions, table, "sock_recv", "iiiiii");
        addFailing(functions, table, "sock_send", "iiiii");
        addFailing(functions, table, "sock_shutdown", "ii");
        functions.addFailing("poll_oneoff", "iiii", Errno.NOSYS);
    }

    private static void addFailing(Functions functions, DescriptorTable table, String name, String parameters) {
        functions.add(name, parameters, call -> {
            table.get(call.i32(0));
            throw new WasiException(Errno.NOTSOCK);
        });
    }
}
