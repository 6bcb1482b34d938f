package io.wardtap.demo;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/// Stretches a recording to the length of a morning. The recording is a row of scenes; every packet from the beginning of one scene to
/// the beginning of the next is moved by the same amount, to the time of day the plan has for that scene. So the time between two
/// packets of one scene stays as recorded, order never changes, and only the quiet between scenes grows. Nothing but timestamps is
/// altered, and the capture's clock is UTC.
///
///     Stretch RAW.pcap SCENES.tsv DATE OUT.pcap.gz
///
/// SCENES.tsv: second of the day, microseconds since 1970 at which the scene began, name and arguments.
public final class Stretch {
    private static final int GLOBAL_HEADER = 24;
    private static final int RECORD_HEADER = 16;
    private static final int MICROSECOND_MAGIC = 0xa1b2c3d4;

    /// A scene pushed back by its predecessor by more than this no longer fits the times its
    /// messages bear.
    private static final long MOST_PUSH_US = 10_000_000;

    private final long[] recordedUs;
    private final long[] plannedUs;

    private Stretch(List<String> scenes, String date) {
        long midnight =
                LocalDate.parse(date, DateTimeFormatter.BASIC_ISO_DATE)
                        .atStartOfDay()
                        .toEpochSecond(ZoneOffset.UTC);
        recordedUs = new long[scenes.size()];
        plannedUs = new long[scenes.size()];
        for (int i = 0; i < scenes.size(); i++) {
            String[] fields = scenes.get(i).split("\t");
            plannedUs[i] = (midnight + Long.parseLong(fields[0])) * 1_000_000;
            recordedUs[i] = Long.parseLong(fields[1]);
        }
    }

    public static void main(String[] args) throws IOException {
        ByteBuffer raw =
                ByteBuffer.wrap(Files.readAllBytes(Path.of(args[0])))
                        .order(ByteOrder.LITTLE_ENDIAN);
        if (raw.getInt(0) != MICROSECOND_MAGIC) {
            throw new IOException(args[0] + ": not a little-endian pcap file with microseconds");
        }
        Stretch stretch = new Stretch(Files.readAllLines(Path.of(args[1])), args[2]);
        try (OutputStream file = Files.newOutputStream(Path.of(args[3]));
                OutputStream zip = new BestGzip(file);
                DataOutputStream out =
                        new DataOutputStream(new BufferedOutputStream(zip, 1 << 16))) {
            out.write(raw.array(), 0, GLOBAL_HEADER);
            stretch.packets(raw, out);
        }
    }

    private void packets(ByteBuffer raw, DataOutputStream out) throws IOException {
        int scene = 0;
        long shift = plannedUs[0] - recordedUs[0];
        long last = 0;
        for (int at = GLOBAL_HEADER; at < raw.limit(); ) {
            long time = Integer.toUnsignedLong(raw.getInt(at)) * 1_000_000 + raw.getInt(at + 4);
            int length = raw.getInt(at + 8);
            while (scene + 1 < recordedUs.length && time >= recordedUs[scene + 1]) {
                scene++;
                long begin = Math.max(plannedUs[scene], last + 1000);
                if (begin - plannedUs[scene] > MOST_PUSH_US) {
                    throw new IOException(
                            "scene " + scene + " has no room: the one before lasted too long");
                }
                shift = begin - recordedUs[scene];
            }
            if (time < recordedUs[0]) {
                throw new IOException("a packet before the first scene");
            }
            int type =
                    Short.toUnsignedInt(Short.reverseBytes(raw.getShort(at + RECORD_HEADER + 12)));
            if (type != 0x0800 && type != 0x0806) {
                throw new IOException("stray traffic: Ethernet type " + Integer.toHexString(type));
            }
            long moved = Math.max(time + shift, last);
            last = moved;
            raw.putInt(at, (int) (moved / 1_000_000)).putInt(at + 4, (int) (moved % 1_000_000));
            out.write(raw.array(), at, RECORD_HEADER + length);
            at += RECORD_HEADER + length;
        }
    }

    /// Gzip at its best level; the JDK's stream writes no time and no name, so that equal input
    /// gives equal files.
    private static final class BestGzip extends GZIPOutputStream {
        BestGzip(OutputStream out) throws IOException {
            super(out, 1 << 16);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }
}
