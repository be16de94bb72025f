package org.tilia.wasi;

/** {@code sock_*}: connections, which come from listeners that the guest was given. */
final class SocketFunctions {

    private static final int RECEIVE_PEEK = 1;
    private static final int RECEIVE_WAIT_ALL = 1 << 1;
    private static final int SHUTDOWN_INPUT = 1;
    private static final int SHUTDOWN_OUTPUT = 1 << 1;

    private final DescriptorTable table;

    private SocketFunctions(DescriptorTable table) {
        this.table = table;
    }

    static void addTo(Functions functions, DescriptorTable table) {
        SocketFunctions family = new SocketFunctions(table);
        functions.add("sock_accept", "iii", family::accept);
        functions.add("sock_recv", "iiiiii", family::receive);
        functions.add("sock_send", "iiiii", family::send);
        functions.add("sock_shutdown", "ii", family::shutdown);
    }

    private static void checkFlags(int flags, int known) throws WasiException {
        if ((flags & ~known) != 0) {
            throw new WasiException(Errno.INVAL);
        }
    }

    private void accept(WasiCall call) throws WasiException {
        Descriptor descriptor = table.get(call.i32(0));
        if (!(descriptor instanceof ListenerDescriptor listener)) {
            throw new WasiException(descriptor instanceof ConnectionDescriptor ? Errno.INVAL : Errno.NOTSOCK);
        }
        listener.require(Rights.SOCK_ACCEPT);
        checkFlags(call.i32(1), Descriptor.FLAG_NONBLOCK);
        call.memory().check(call.pointer(2), Integer.BYTES);
        table.checkRoom();
        ConnectionDescriptor connection = listener.accept();
        connection.setFlags(call.i32(1));
        call.memory().writeI32(call.pointer(2), table.add(connection));
    }

    private ConnectionDescriptor connection(WasiCall call) throws WasiException {
        Descriptor descriptor = table.get(call.i32(0));
        if (descriptor instanceof ConnectionDescriptor connection) {
            return connection;
        }
        throw new WasiException(descriptor instanceof ListenerDescriptor ? Errno.NOTCONN : Errno.NOTSOCK);
    }

    private void receive(WasiCall call) throws WasiException {
        ConnectionDescriptor connection = connection(call);
        IoVectors buffers = call.buffers(1);
        int flags = call.i32(3);
        checkFlags(flags, RECEIVE_PEEK | RECEIVE_WAIT_ALL);
        call.memory().check(call.pointer(4), Integer.BYTES);
        call.memory().check(call.pointer(5), Short.BYTES);
        long count = connection.receive(buffers, (flags & RECEIVE_PEEK) != 0, (flags & RECEIVE_WAIT_ALL) != 0);
        call.memory().writeI32(call.pointer(4), (int) count);
        // A stream's data is never cut off.
        call.memory().writeI16(call.pointer(5), 0);
    }

    private void send(WasiCall call) throws WasiException {
        ConnectionDescriptor connection = connection(call);
        IoVectors buffers = call.buffers(1);
        checkFlags(call.i32(3), 0);
        call.memory().check(call.pointer(4), Integer.BYTES);
        call.memory().writeI32(call.pointer(4), (int) connection.write(buffers));
    }

    private void shutdown(WasiCall call) throws WasiException {
        ConnectionDescriptor connection = connection(call);
        int how = call.i32(1);
        checkFlags(how, SHUTDOWN_INPUT | SHUTDOWN_OUTPUT);
        if (how == 0) {
            throw new WasiException(Errno.INVAL);
        }
        connection.shutdown((how & SHUTDOWN_INPUT) != 0, (how & SHUTDOWN_OUTPUT) != 0);
    }
}
