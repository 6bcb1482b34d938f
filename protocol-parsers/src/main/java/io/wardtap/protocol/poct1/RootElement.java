package io.wardtap.protocol.poct1;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.xml.XmlNames;

/// The name of a message's root element: `HEL.R01`, three capitals, `.R` and two digits. Stateless,
/// any thread.
final class RootElement {
    static final int BYTES = 7;

    /// The standard's own: hello, status, requests, observations, events, lists of operators and
    /// patients, directives, and what governs the conversation.
    private static final String KNOWN = "HEL ACK DST REQ OBS EVS OPL PTL DTV ESC EOT KPA END ";

    private RootElement() {}

    /// Whether three letters are those of one of the standard's messages.
    static boolean isKnown(int letters) {
        for (int at = 0; at < KNOWN.length(); at += 4) {
            int known = KNOWN.charAt(at) << 16 | KNOWN.charAt(at + 1) << 8 | KNOWN.charAt(at + 2);
            if (known == letters) {
                return true;
            }
        }
        return false;
    }

    /// Whether a byte may stand at `index` (0 to 6) of the name.
    static boolean fits(int index, int b) {
        return switch (index) {
            case 0, 1, 2 -> b >= 'A' && b <= 'Z';
            case 3 -> b == '.';
            case 4 -> b == 'R';
            default -> b >= '0' && b <= '9';
        };
    }

    /// What may stand behind it.
    static boolean ends(int b) {
        return b == '>' || XmlNames.isBlank(b);
    }

    /// Whether `<HEL.R01` and what ends it stand at `at`.
    static boolean isAt(byte[] bytes, int at, int end) {
        if (end - at < BYTES + 2 || Bytes.u8(bytes, at) != '<') {
            return false;
        }
        for (int i = 0; i < BYTES; i++) {
            if (!fits(i, Bytes.u8(bytes, at + 1 + i))) {
                return false;
            }
        }
        return ends(Bytes.u8(bytes, at + 1 + BYTES));
    }
}
