package io.wardtap.protocol.fuzz;

import static io.wardtap.protocol.fuzz.FuzzInput.check;

import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.identify.Protocol;
import io.wardtap.protocol.testkit.RecordingUnitSink;

import java.util.Arrays;

/// What the fuzz targets of protocols of datagrams have in common. The input is datagrams, each
/// with its direction and length: probe and framer say the same wherever a datagram lies in memory,
/// and the parser finds the same wherever a unit does.
public final class DatagramFuzz {
    private static final int MOST = 40;
    private static final int AROUND = 24;

    private final Protocol protocol;
    private final ParsedUnits parsed;

    public DatagramFuzz(Protocol protocol) {
        this.protocol = protocol;
        this.parsed = new ParsedUnits(protocol);
    }

    public void run(byte[] bytes) {
        FuzzInput input = new FuzzInput(bytes);
        RecordingUnitSink alone = new RecordingUnitSink();
        RecordingUnitSink within = new RecordingUnitSink();
        for (int i = 0; i < MOST && input.left() > 0; i++) {
            Direction from = Direction.of(input.u8() & 1);
            byte[] datagram = input.bytes(input.u16());
            if (datagram.length > 0) {
                byte[] other = new byte[AROUND + datagram.length + AROUND];
                Arrays.fill(other, (byte) '<');
                System.arraycopy(datagram, 0, other, AROUND, datagram.length);
                boolean ours = isOurs(datagram, 0, datagram.length);
                check(
                        ours == isOurs(other, AROUND, datagram.length),
                        "the probe reads around the datagram");
                feed(from, datagram, 0, datagram.length, alone);
                feed(from, other, AROUND, datagram.length, within);
            }
        }
        check(alone.units().equals(within.units()), "the framer reads around the datagram");
        check(alone.toString().equals(within.toString()), "the framer counts around it");
        parsed.read(alone.units());
    }

    private boolean isOurs(byte[] bytes, int start, int length) {
        return protocol.datagramProbe().isOurs(bytes, start, length, 4000, 5000);
    }

    private void feed(Direction from, byte[] bytes, int start, int length, RecordingUnitSink sink) {
        protocol.datagramFramer().onDatagram(from, bytes, start, length, sink);
    }

    /// Datagrams as [#run] reads them.
    public static byte[] seed(byte[]... datagrams) {
        SeedBytes seed = new SeedBytes();
        for (byte[] datagram : datagrams) {
            seed.u8(0).u16(datagram.length).raw(datagram);
        }
        return seed.bytes();
    }
}
