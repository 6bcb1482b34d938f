package io.wardtap.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/// The TCP streams of a capture that lost nothing, put together the plain way: for counting, not
/// for judging. Every direction of a connection is one stream of bytes.
final class WireStreams {
    /// One direction of a connection.
    static final class Stream {
        final String from;
        final String to;
        final int fromPort;
        final int toPort;

        /// Opened the connection.
        final boolean client;

        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private int next;

        private Stream(String from, int fromPort, String to, int toPort, boolean client, int next) {
            this.from = from;
            this.to = to;
            this.fromPort = fromPort;
            this.toPort = toPort;
            this.client = client;
            this.next = next;
        }
    }

    private static final int ETHERNET = 14;
    private static final int SYN = 2;
    private static final int ACK = 16;
    final Map<String, Stream> streams = new LinkedHashMap<>();
    int packets;
    int openings;
    long firstUs;
    long lastUs;

    /// @param file a pcap file with microseconds, zipped by gzip
    WireStreams(Path file) throws IOException {
        byte[] all;
        try (var in = new GZIPInputStream(Files.newInputStream(file))) {
            all = in.readAllBytes();
        }
        ByteBuffer capture = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 24; at < all.length; ) {
            long timeUs =
                    Integer.toUnsignedLong(capture.getInt(at)) * 1_000_000 + capture.getInt(at + 4);
            int length = capture.getInt(at + 8);
            firstUs = packets++ == 0 ? timeUs : firstUs;
            if (timeUs < lastUs) {
                throw new IOException("packet " + packets + " is earlier than the one before");
            }
            lastUs = timeUs;
            packet(capture.slice(at + 16, length).order(ByteOrder.BIG_ENDIAN));
            at += 16 + length;
        }
    }

    private void packet(ByteBuffer frame) throws IOException {
        if (frame.getShort(12) != 0x0800 || frame.get(ETHERNET + 9) != 6) {
            return;
        }
        int tcp = ETHERNET + (frame.get(ETHERNET) & 15) * 4;
        int end = ETHERNET + Short.toUnsignedInt(frame.getShort(ETHERNET + 2));
        int payload = tcp + (frame.get(tcp + 12) >> 4 & 15) * 4;
        String from = address(frame, ETHERNET + 12);
        String to = address(frame, ETHERNET + 16);
        int fromPort = Short.toUnsignedInt(frame.getShort(tcp));
        int toPort = Short.toUnsignedInt(frame.getShort(tcp + 2));
        int sequence = frame.getInt(tcp + 4);
        String key = from + ":" + fromPort + ">" + to + ":" + toPort;
        int flags = frame.get(tcp + 13);
        if ((flags & SYN) != 0) {
            boolean client = (flags & ACK) == 0;
            openings += client ? 1 : 0;
            Stream before =
                    streams.put(key, new Stream(from, fromPort, to, toPort, client, sequence + 1));
            if (before != null && before.bytes.size() > 0) {
                throw new IOException("ports used twice: " + key);
            }
            return;
        }
        Stream stream = streams.get(key);
        if (stream == null || end == payload || sequence - stream.next < 0) {
            return;
        }
        if (sequence != stream.next) {
            throw new IOException("out of order or lost: " + key);
        }
        byte[] bytes = new byte[end - payload];
        frame.get(payload, bytes);
        stream.bytes.writeBytes(bytes);
        stream.next += bytes.length;
    }

    private static String address(ByteBuffer frame, int at) {
        return Byte.toUnsignedInt(frame.get(at))
                + "."
                + Byte.toUnsignedInt(frame.get(at + 1))
                + "."
                + Byte.toUnsignedInt(frame.get(at + 2))
                + "."
                + Byte.toUnsignedInt(frame.get(at + 3));
    }
}
