package org.tilia.wasi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.io.IOAccess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sockets, with a client of the host's, and waiting for several things at once. */
class SocketTest {

    private static final int LISTENER = 3;
    private static final int VECTORS = 16;
    private static final int TEXT = 1024;
    private static final int RESULT = 8;
    private static final int SUBSCRIPTIONS = 2000;
    private static final int EVENTS = 3000;
    private static final int SUBSCRIPTION_BYTES = 48;
    private static final int EVENT_BYTES = 32;
    private static final int PEEK = 1;
    private static final int WAIT_ALL = 2;
    private static final int NONBLOCK = Descriptor.FLAG_NONBLOCK;
    private static final int CLOCK = 0;
    private static final int READ = 1;
    private static final int WRITE = 2;
    private static final long HOUR = 3_600_000_000_000L;

    /** One that is free; nobody else takes it in the moment until it is used. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Host listening(int port, InputStream in) {
        return new Host(Context.newBuilder("wasm").in(in).allowIO(IOAccess.newBuilder().allowHostSocketAccess(true).build())
                        .option("wasm.WasiListen", "127.0.0.1:" + port), "wasi_snapshot_preview1");
    }

    private static Socket connect(int port) throws IOException {
        return new Socket(InetAddress.getByName("127.0.0.1"), port);
    }

    @Test
    void servesAClient() throws Exception {
        int port = freePort();
        try (Host host = listening(port, InputStream.nullInputStream()); Socket client = connect(port)) {
            assertEquals(Errno.SUCCESS, host.call("fd_fdstat_get", LISTENER, 0));
            assertEquals(FileType.SOCKET_STREAM.ordinal(), host.readI8(0));
            assertEquals(Errno.SUCCESS, host.call("sock_accept", LISTENER, 0, RESULT));
            int connection = host.readI32(RESULT);
            assertEquals(LISTENER + 1, connection);
            client.getOutputStream().write("hello".getBytes(StandardCharsets.UTF_8));
            host.writeVectors(VECTORS, TEXT, 2, TEXT + 2, 3);
            assertEquals(Errno.SUCCESS, host.call("sock_recv", connection, VECTORS, 1, PEEK, RESULT, RESULT + 4));
            assertEquals("he", host.read(TEXT, host.readI32(RESULT)));
            assertEquals(Errno.SUCCESS, host.call("sock_recv", connection, VECTORS, 2, WAIT_ALL, RESULT, RESULT + 4));
            assertEquals("hello", host.read(TEXT, host.readI32(RESULT)));
            assertEquals(Errno.SUCCESS, host.call("sock_send", connection, VECTORS, 2, 0, RESULT));
            assertEquals(5, host.readI32(RESULT));
            assertEquals(Errno.SUCCESS, host.put(connection, "!"));
            assertEquals(Errno.SUCCESS, host.call("sock_shutdown", connection, 2));
            assertArrayEquals("hello!".getBytes(StandardCharsets.UTF_8), client.getInputStream().readAllBytes());
            client.shutdownOutput();
            assertEquals(Errno.SUCCESS, host.call("sock_recv", connection, VECTORS, 2, 0, RESULT, RESULT + 4));
            assertEquals(0, host.readI32(RESULT));
            assertEquals(Errno.INVAL, host.call("sock_accept", connection, 0, RESULT));
            assertEquals(Errno.NOTCONN, host.call("sock_shutdown", LISTENER, 1));
            assertEquals(Errno.INVAL, host.call("sock_shutdown", connection, 0));
            assertEquals(Errno.INVAL, host.call("sock_send", connection, VECTORS, 2, 1, RESULT));
            assertEquals(Errno.SUCCESS, host.call("fd_close", connection));
        }
    }

    @Test
    void doesNotWaitWhereItMustNot() throws Exception {
        int port = freePort();
        try (Host host = listening(port, InputStream.nullInputStream())) {
            assertEquals(Errno.SUCCESS, host.call("fd_fdstat_set_flags", LISTENER, NONBLOCK));
            assertEquals(Errno.AGAIN, host.call("sock_accept", LISTENER, 0, RESULT));
            try (Socket client = connect(port)) {
                assertEquals(1, poll(host, READ, LISTENER));
                assertEquals(Errno.SUCCESS, host.call("sock_accept", LISTENER, NONBLOCK, RESULT));
                int connection = host.readI32(RESULT);
                host.writeVectors(VECTORS, TEXT, 10);
                assertEquals(Errno.AGAIN, host.call("sock_recv", connection, VECTORS, 1, 0, RESULT, RESULT + 4));
                // The client reads nothing: at some time the connection is full.
                host.writeVectors(VECTORS, TEXT, 50_000);
                Errno errno;
                long sent = 0;
                do {
                    errno = host.call("sock_send", connection, VECTORS, 1, 0, RESULT);
                    sent += host.readI32(RESULT);
                } while (errno == Errno.SUCCESS && sent < 1L << 30);
                assertEquals(Errno.AGAIN, errno);
                assertTrue(client.getInputStream().read() >= 0);
            }
        }
    }

    /** Sends more than the connection holds, to a client that reads later. */
    @Test
    void waitsUntilAllIsSent() throws Exception {
        int port = freePort();
        try (Host host = listening(port, InputStream.nullInputStream()); Socket client = connect(port)) {
            assertEquals(Errno.SUCCESS, host.call("sock_accept", LISTENER, 0, RESULT));
            int connection = host.readI32(RESULT);
            int[] vectors = new int[200 * 2];
            for (int i = 0; i < vectors.length; i += 2) {
                vectors[i] = TEXT + 4000;
                vectors[i + 1] = 50_000;
            }
            host.writeVectors(VECTORS, vectors);
            FutureTask<Integer> reader = new FutureTask<>(() -> client.getInputStream().readAllBytes().length);
            new Thread(reader).start();
            assertEquals(Errno.SUCCESS, host.call("sock_send", connection, VECTORS, 200, 0, RESULT));
            assertEquals(10_000_000, host.readI32(RESULT));
            assertEquals(Errno.SUCCESS, host.call("fd_close", connection));
            assertEquals(10_000_000, reader.get());
        }
    }

    /** Polls with subscriptions given as pairs of a type and a descriptor, or a time; gives the number of events. */
    private static int poll(Host host, Object... subscriptions) {
        for (int i = 0; i < subscriptions.length / 2; i++) {
            int address = SUBSCRIPTIONS + i * SUBSCRIPTION_BYTES;
            int type = (int) subscriptions[2 * i];
            host.writeVectors(address, new int[SUBSCRIPTION_BYTES / Integer.BYTES]);
            host.writeI32(address, 100 + i);
            host.writeI32(address + 8, type);
            if (type == CLOCK) {
                long timeout = (long) subscriptions[2 * i + 1];
                host.writeI32(address + 16, 1);
                host.writeI32(address + 24, (int) timeout);
                host.writeI32(address + 28, (int) (timeout >>> 32));
            } else {
                host.writeI32(address + 16, (int) subscriptions[2 * i + 1]);
            }
        }
        assertEquals(Errno.SUCCESS, host.call("poll_oneoff", SUBSCRIPTIONS, EVENTS, subscriptions.length / 2, RESULT));
        return host.readI32(RESULT);
    }

    /** The number, as the guest gave it, of the subscription of an event. */
    private static int happened(Host host, int index) {
        return host.readI32(EVENTS + index * EVENT_BYTES) - 100;
    }

    /** A stream that another thread puts lines in; one that is empty is its end. */
    private static final class Lines extends InputStream {

        private final BlockingQueue<byte[]> lines = new LinkedBlockingQueue<>();

        @Override
        public int read() {
            throw new AssertionError("read byte by byte");
        }

        @Override
        public int read(byte[] target, int start, int count) throws IOException {
            try {
                byte[] line = lines.take();
                System.arraycopy(line, 0, target, start, line.length);
                return line.length == 0 ? -1 : line.length;
            } catch (InterruptedException e) {
                throw new InterruptedIOException();
            }
        }
    }

    @Test
    void waitsForSeveralThings() throws Exception {
        int port = freePort();
        Lines input = new Lines();
        try (Host host = listening(port, input)) {
            // Only the clock.
            assertEquals(1, poll(host, READ, 0, READ, LISTENER, CLOCK, 1_000_000L, CLOCK, HOUR));
            assertEquals(2, happened(host, 0));
            // A connection.
            try (Socket client = connect(port)) {
                assertEquals(1, poll(host, READ, 0, READ, LISTENER, CLOCK, HOUR));
                assertEquals(1, happened(host, 0));
                assertEquals(Errno.SUCCESS, host.call("sock_accept", LISTENER, 0, RESULT));
                int connection = host.readI32(RESULT);
                // It can be written, and nothing else has happened.
                assertEquals(1, poll(host, READ, connection, WRITE, connection, CLOCK, HOUR));
                assertEquals(1, happened(host, 0));
                // Standard input, while it waits.
                Thread writer = new Thread(() -> input.lines.add("line".getBytes(StandardCharsets.UTF_8)));
                writer.start();
                assertEquals(1, poll(host, READ, connection, READ, 0, CLOCK, HOUR));
                assertEquals(1, happened(host, 0));
                writer.join();
                assertEquals("line", host.take(0));
                // Data of the client, and output, which can always be written.
                client.getOutputStream().write(1);
                assertEquals(1, poll(host, READ, connection, CLOCK, HOUR));
                assertEquals(2, poll(host, WRITE, 1, READ, connection, READ, 0));
                assertEquals(0, happened(host, 0));
                assertEquals(1, happened(host, 1));
            }
            input.lines.add(new byte[0]);
            // The end of the input is an event, too.
            assertEquals(1, poll(host, READ, 0, CLOCK, HOUR));
            assertEquals(1, host.readI8(EVENTS + 24));
            // What cannot be waited for is told at once.
            assertEquals(2, poll(host, READ, 77, READ, 0, CLOCK, HOUR, WRITE, 78));
            assertEquals(Errno.BADF.code(), host.readI8(EVENTS + 8));
        }
    }

    @Test
    void standardInputNeedNotBeWaitedFor() throws Exception {
        Lines input = new Lines();
        try (Host host = Host.create(input, OutputStream.nullOutputStream(), List.of(), Map.of())) {
            assertEquals(Errno.SUCCESS, host.call("fd_fdstat_set_flags", 0, NONBLOCK));
            host.writeVectors(VECTORS, TEXT, 4);
            assertEquals(Errno.AGAIN, host.call("fd_read", 0, VECTORS, 1, RESULT));
            assertEquals(Errno.AGAIN, host.call("fd_read", 0, VECTORS, 1, RESULT));
            input.lines.add("line".getBytes(StandardCharsets.UTF_8));
            assertEquals(1, poll(host, READ, 0, CLOCK, HOUR));
            assertEquals("line", host.take(0));
            assertEquals(Errno.AGAIN, host.call("fd_read", 0, VECTORS, 1, RESULT));
            assertEquals(Errno.SUCCESS, host.call("fd_fdstat_set_flags", 0, 0));
            input.lines.add("more".getBytes(StandardCharsets.UTF_8));
            assertEquals("more", host.take(0));
        }
    }

    /** One thread of a guest reads, another one closes what it reads. */
    @Test
    void closingStandardInputEndsWaitsForIt() throws Exception {
        try (Host host = Host.create(new Lines(), OutputStream.nullOutputStream(), List.of(), Map.of())) {
            host.writeVectors(VECTORS, TEXT, 4);
            FutureTask<Errno> read = new FutureTask<>(() -> host.call("fd_read", 0, VECTORS, 1, RESULT));
            Thread thread = new Thread(read);
            thread.start();
            while (thread.getState() != Thread.State.WAITING && thread.getState() != Thread.State.TIMED_WAITING && thread.isAlive()) {
                Thread.onSpinWait();
            }
            assertEquals(Errno.SUCCESS, host.call("fd_close", 0));
            assertEquals(Errno.BADF, read.get());
        }
    }

    /** One thread of a guest waits for a socket, by a call of its own or with others in a poll, and another one closes it. */
    @ParameterizedTest
    @ValueSource(strings = {"sock_accept", "poll_oneoff", "sock_recv"})
    void closingASocketEndsWaitsForIt(String function) throws Exception {
        int port = freePort();
        try (Host host = listening(port, InputStream.nullInputStream()); Socket client = connect(port)) {
            assertEquals(Errno.SUCCESS, host.call("sock_accept", LISTENER, 0, RESULT));
            int closed = function.equals("sock_recv") ? host.readI32(RESULT) : LISTENER;
            host.writeVectors(VECTORS, TEXT, 4);
            FutureTask<Errno> wait = new FutureTask<>(() -> switch (function) {
                case "sock_accept" -> host.call(function, LISTENER, 0, RESULT);
                case "sock_recv" -> host.call(function, closed, VECTORS, 1, 0, RESULT, RESULT + 4);
                default -> {
                    assertEquals(1, poll(host, READ, LISTENER, CLOCK, HOUR));
                    yield Errno.values()[host.readI8(EVENTS + 8)];
                }
            });
            Thread thread = new Thread(wait);
            thread.start();
            // A thread that selects counts as one that runs.
            while (thread.isAlive() && Arrays.stream(thread.getStackTrace()).noneMatch(frame -> frame.getMethodName().equals("select"))) {
                Thread.onSpinWait();
            }
            assertEquals(Errno.SUCCESS, host.call("fd_close", closed));
            assertEquals(Errno.BADF, wait.get());
        }
    }

    @Test
    void aSleepTakesItsTime() {
        try (Host host = Host.create()) {
            long start = System.nanoTime();
            assertEquals(1, poll(host, CLOCK, 30_000_000L, CLOCK, HOUR));
            assertTrue(System.nanoTime() - start >= 30_000_000L);
            assertEquals(0, happened(host, 0));
            assertEquals(Errno.INVAL, host.call("poll_oneoff", SUBSCRIPTIONS, EVENTS, 0, RESULT));
            assertEquals(Errno.INVAL, host.call("poll_oneoff", SUBSCRIPTIONS, EVENTS, -1, RESULT));
            assertEquals(Errno.FAULT, host.call("poll_oneoff", Host.PAGE - 47, EVENTS, 1, RESULT));
        }
    }

    @Test
    void tellsWhyItCannotListen() throws IOException {
        int port = freePort();
        assertMessage("wasm.WasiListen: nonsense: must be HOST:PORT", "nonsense", true);
        assertMessage("wasm.WasiListen: localhost:99999: there is no such port", "localhost:99999", true);
        assertMessage("wasm.WasiListen: 127.0.0.1:" + port + ": the context allows no sockets", "127.0.0.1:" + port, false);
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertMessage("wasm.WasiListen: 127.0.0.1:" + taken.getLocalPort() + ": ", "127.0.0.1:" + taken.getLocalPort(), true);
        }
    }

    private static void assertMessage(String message, String address, boolean allowed) {
        Context.Builder builder = Context.newBuilder("wasm").option("wasm.WasiListen", address)
                        .allowIO(IOAccess.newBuilder().allowHostSocketAccess(allowed).build());
        PolyglotException e = assertThrows(PolyglotException.class, () -> new Host(builder, "wasi_snapshot_preview1"));
        assertTrue(e.getMessage().startsWith(message), e.getMessage());
    }
}
