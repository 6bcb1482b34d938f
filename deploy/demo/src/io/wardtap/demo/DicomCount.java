package io.wardtap.demo;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/// Counts what one direction of a DICOM association holds: PDUs (PS3.8 9.3), PDVs, commands (PS3.7
/// E.1), data sets.
final class DicomCount {
    static final Map<Integer, String> PDUS =
            Map.of(
                    1,
                    "A-ASSOCIATE-RQ",
                    2,
                    "A-ASSOCIATE-AC",
                    3,
                    "A-ASSOCIATE-RJ",
                    4,
                    "P-DATA-TF",
                    5,
                    "A-RELEASE-RQ",
                    6,
                    "A-RELEASE-RP",
                    7,
                    "A-ABORT");
    private static final Map<Integer, String> COMMANDS =
            Map.of(
                    0x0001,
                    "C-STORE-RQ",
                    0x8001,
                    "C-STORE-RSP",
                    0x0010,
                    "C-GET-RQ",
                    0x8010,
                    "C-GET-RSP",
                    0x0020,
                    "C-FIND-RQ",
                    0x8020,
                    "C-FIND-RSP",
                    0x0021,
                    "C-MOVE-RQ",
                    0x8021,
                    "C-MOVE-RSP",
                    0x0030,
                    "C-ECHO-RQ",
                    0x8030,
                    "C-ECHO-RSP");
    private static final int COMMAND_FIELD = 0x0100;
    private static final int LONGEST_HEAD = 4096;

    final Map<String, Integer> pdus = new TreeMap<>();
    final Map<String, Integer> pdvs = new TreeMap<>();
    final Map<String, Integer> commands = new TreeMap<>();
    final Map<String, Integer> datasets = new TreeMap<>();
    final Map<String, Integer> named = new TreeMap<>();
    int withUserIdentity;

    void count(byte[] stream) {
        ByteBuffer bytes = ByteBuffer.wrap(stream);
        StringBuilder command = new StringBuilder();
        StringBuilder dataset = new StringBuilder();
        String last = "?";
        for (int at = 0; at + 6 <= stream.length; ) {
            int type = stream[at];
            int end = at + 6 + bytes.getInt(at + 2);
            add(pdus, PDUS.getOrDefault(type, "unknown"));
            if (type == 1 && hasUserIdentity(bytes, at + 74, end)) {
                withUserIdentity++;
            }
            for (int pdv = at + 6; type == 4 && pdv < end; ) {
                int length = bytes.getInt(pdv);
                int control = stream[pdv + 5];
                String content =
                        new String(stream, pdv + 6, length - 2, StandardCharsets.ISO_8859_1);
                boolean isCommand = (control & 1) != 0;
                add(pdvs, isCommand ? "command" : "data");
                (isCommand ? command : dataset).append(content);
                if (control == 3) {
                    last = field(command);
                    add(commands, last);
                    command.setLength(0);
                } else if (control == 2) {
                    add(datasets, last);
                    String name = patientName(dataset);
                    if (!name.isEmpty() && !name.equals("*")) {
                        add(named, last);
                    }
                    dataset.setLength(0);
                }
                pdv += 4 + length;
            }
            at = end;
        }
    }

    /// Walks the variable items of an A-ASSOCIATE-RQ to the sub-items of its user information
    /// (PS3.8 9.3.2, PS3.7 D.3.3).
    private static boolean hasUserIdentity(ByteBuffer bytes, int from, int end) {
        for (int at = from; at + 4 <= end; ) {
            int type = Byte.toUnsignedInt(bytes.get(at));
            if (type == 0x58) {
                return true;
            }
            at += 4 + (type == 0x50 ? 0 : Short.toUnsignedInt(bytes.getShort(at + 2)));
        }
        return false;
    }

    /// Command sets are implicit VR little endian, always.
    private static String field(StringBuilder command) {
        ByteBuffer bytes = little(command);
        for (int at = 0; at + 8 <= bytes.limit(); at += 8 + bytes.getInt(at + 4)) {
            if (bytes.getShort(at) == 0 && bytes.getShort(at + 2) == COMMAND_FIELD) {
                return COMMANDS.getOrDefault(Short.toUnsignedInt(bytes.getShort(at + 8)), "other");
            }
        }
        return "none";
    }

    /// Value of (0010,0010) in little endian, explicit or implicit; "" when absent.
    private static String patientName(StringBuilder dataset) {
        StringBuilder head =
                new StringBuilder(dataset.substring(0, Math.min(dataset.length(), LONGEST_HEAD)));
        int at = head.indexOf("\u0010\0\u0010\0");
        if (at < 0) {
            return "";
        }
        ByteBuffer bytes = little(head);
        boolean explicit = head.indexOf("PN", at) == at + 4;
        int length = explicit ? bytes.getShort(at + 6) : bytes.getInt(at + 4);
        return head.substring(at + 8, at + 8 + length).strip();
    }

    private static ByteBuffer little(CharSequence content) {
        return ByteBuffer.wrap(content.toString().getBytes(StandardCharsets.ISO_8859_1))
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void add(Map<String, Integer> counts, String what) {
        counts.merge(what, 1, Integer::sum);
    }
}
