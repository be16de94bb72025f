package org.tilia.wasi;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.tilia.wasm.runtime.HostContext;
import org.tilia.wasm.runtime.HostModuleException;
import org.tilia.wasm.runtime.WasiOptions;

/** The addresses that the options name, on which a guest accepts connections. */
final class Listeners {

    private static final int MAX_PORT = 65535;

    private Listeners() {
    }

    /** @throws HostModuleException when nothing can listen on one */
    static List<ListenerDescriptor> of(HostContext context) {
        List<String> addresses = Preopens.split(context.options().get(WasiOptions.WasiListen));
        List<ListenerDescriptor> listeners = new ArrayList<>();
        for (String address : addresses) {
            if (!context.allowsSockets()) {
                throw refusal(address, "the context allows no sockets; Context.Builder.allowIO(IOAccess) grants them");
            }
            try {
                listeners.add(listen(address));
            } catch (HostModuleException e) {
                DescriptorTable.closeAll(listeners);
                throw e;
            }
        }
        return listeners;
    }

    private static ListenerDescriptor listen(String address) {
        int colon = address.lastIndexOf(':');
        int port = port(address, address.substring(colon + 1));
        if (colon < 1) {
            throw refusal(address, "must be HOST:PORT");
        }
        String host = address.substring(0, colon).replaceAll("^\\[|]$", "");
        try {
            ServerSocketChannel channel = ServerSocketChannel.open();
            try {
                channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
                channel.bind(new InetSocketAddress(InetAddress.getByName(host), port));
                channel.configureBlocking(false);
                return new ListenerDescriptor(channel);
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (UnknownHostException e) {
            throw refusal(address, "there is no host " + host);
        } catch (IOException | RuntimeException e) {
            throw refusal(address, e.getMessage());
        }
    }

    private static int port(String address, String text) {
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port <= MAX_PORT) {
                return port;
            }
        } catch (NumberFormatException e) {
            throw refusal(address, "must be HOST:PORT");
        }
        throw refusal(address, "there is no such port");
    }

    private static HostModuleException refusal(String address, String cause) {
        return new HostModuleException("wasm.WasiListen: " + address + ": " + cause);
    }
}
