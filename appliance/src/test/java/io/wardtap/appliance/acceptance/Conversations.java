package io.wardtap.appliance.acceptance;

import io.wardtap.protocol.testkit.PacketBuilder;
import io.wardtap.protocol.testkit.PcapBuilder;
import io.wardtap.protocol.transport.TcpSegment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/// Writes conversations into a capture.
final class Conversations {
    private static final int SEGMENT = 1400;
    private static final long STEP_NS = 1_000_000;

    private final PcapBuilder capture = new PcapBuilder().nanoseconds();
    private long nowNs = 1_773_129_600L * 1_000_000_000L;
    private int clientPort = 40_000;

    /// One TCP connection, from its opening to its end.
    final class Tcp {
        private final String client;
        private final String server;
        private final int from;
        private final int to;
        private int sent = 1000;
        private int answered = 5000;

        private Tcp(String client, String server, int port) {
            this.client = client;
            this.server = server;
            this.from = ++clientPort;
            this.to = port;
            packet(true, TcpSegment.SYN, new byte[0]);
            sent++;
            packet(false, TcpSegment.SYN | TcpSegment.ACK, new byte[0]);
            answered++;
        }

        Tcp say(boolean fromClient, byte[] bytes) {
            for (int at = 0; at < bytes.length; at += SEGMENT) {
                byte[] part = Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + SEGMENT));
                packet(fromClient, TcpSegment.ACK, part);
                if (fromClient) {
                    sent += part.length;
                } else {
                    answered += part.length;
                }
            }
            return this;
        }

        Tcp say(boolean fromClient, String latin1) {
            return say(fromClient, latin1.getBytes(StandardCharsets.ISO_8859_1));
        }

        void end() {
            packet(true, TcpSegment.FIN | TcpSegment.ACK, new byte[0]);
            packet(false, TcpSegment.FIN | TcpSegment.ACK, new byte[0]);
        }

        private void packet(boolean fromClient, int flags, byte[] payload) {
            add(
                    PacketBuilder.ethernet()
                            .ipv4(fromClient ? client : server, fromClient ? server : client)
                            .tcp(fromClient ? from : to, fromClient ? to : from)
                            .sequence(fromClient ? sent : answered)
                            .acknowledgment(fromClient ? answered : sent)
                            .flags(flags)
                            .payload(payload));
        }
    }

    Tcp tcp(String client, String server, int port) {
        return new Tcp(client, server, port);
    }

    void udp(String client, String server, int port, String latin1) {
        add(PacketBuilder.ethernet().ipv4(client, server).udp(++clientPort, port).payload(latin1));
    }

    /// A datagram between two given ports; equal ones are not a mirror's copies.
    void datagram(String source, int sourcePort, String destination, int port, byte[] bytes) {
        add(
                PacketBuilder.ethernet()
                        .ipv4(source, destination)
                        .udp(sourcePort, port)
                        .identification(1 + size())
                        .payload(bytes));
    }

    /// An opening that nobody answers.
    void opening(String client, String server, int port) {
        clientPort = clientPort == 60_000 ? 40_000 : clientPort + 1;
        add(
                PacketBuilder.ethernet()
                        .ipv4(client, server)
                        .tcp(clientPort, port)
                        .flags(TcpSegment.SYN));
    }

    private void add(PacketBuilder packet) {
        nowNs += STEP_NS;
        capture.packet(nowNs, packet.build());
    }

    int size() {
        return capture.size();
    }

    Path writeTo(Path file) throws IOException {
        return capture.writeTo(file);
    }
}
