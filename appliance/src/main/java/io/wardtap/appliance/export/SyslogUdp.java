package io.wardtap.appliance.export;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;

/// One message a datagram (RFC 5426). Promises nothing: a message that cannot be sent is lost.
final class SyslogUdp implements SyslogTransport {
    private final String host;
    private final int port;
    private final DatagramSocket socket;

    SyslogUdp(String host, int port) throws IOException {
        this.host = host;
        this.port = port;
        socket = new DatagramSocket();
    }

    @Override
    public void send(byte[] message) throws IOException {
        // resolved each time (the JDK caches): a receiver may move
        InetAddress address = InetAddress.getByName(host);
        socket.send(new DatagramPacket(message, message.length, address, port));
    }

    @Override
    public void idle() {
        // there is no connection to look after
    }

    @Override
    public void close() {
        socket.close();
    }
}
