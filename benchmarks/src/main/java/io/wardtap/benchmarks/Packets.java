package io.wardtap.benchmarks;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;

/// Packets for benchmarks: Ethernet, IPv4, TCP, of many flows in random order, all in one array as
/// in a capture's buffer.
final class Packets {
    static final int HEADERS = 14 + 20 + 20;

    final byte[] memory;
    final ByteBuffer buffer;
    final int count;
    final int length;

    private Packets(byte[] memory, int count, int length) {
        this.memory = memory;
        this.buffer = ByteBuffer.wrap(memory);
        this.count = count;
        this.length = length;
    }

    int start(int i) {
        return i * length;
    }

    static Packets random(int count, int flows, int payload) {
        int length = HEADERS + payload;
        byte[] memory = new byte[count * length];
        ByteBuffer out = ByteBuffer.wrap(memory);
        Random random = new Random(42);
        for (int i = 0; i < count; i++) {
            int flow = random.nextInt(flows);
            boolean back = random.nextBoolean();
            int client = 0x0A000000 | flow >>> 4;
            int server = 0x0A800000 | flow & 0xFF;
            out.putLong(0x0200000000010200L).putInt(0x00000002).putShort((short) 0x0800);
            out.put((byte) 0x45).put((byte) 0).putShort((short) (40 + payload));
            out.putInt(0).put((byte) 64).put((byte) 6).putShort((short) 0);
            out.putInt(back ? server : client).putInt(back ? client : server);
            short port = (short) (10_000 + (flow & 0x3FFF));
            out.putShort(back ? 104 : port).putShort(back ? port : 104);
            out.putInt(i)
                    .putInt(0)
                    .put((byte) 0x50)
                    .put((byte) 0x10)
                    .putShort((short) 1000)
                    .putInt(0);
            for (int b = 0; b < payload; b++) {
                out.put((byte) b);
            }
        }
        return new Packets(memory, count, length);
    }

    byte[] bytes(int i) {
        return Arrays.copyOfRange(memory, start(i), start(i) + length);
    }
}
