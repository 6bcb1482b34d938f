package io.wardtap.protocol.medibus;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.medical.MedicalNames;
import io.wardtap.protocol.medical.PatientValues;
import io.wardtap.protocol.unit.Facts;
import io.wardtap.protocol.unit.ParserContext;
import io.wardtap.protocol.unit.ProtocolParser;

/// Reads the telegrams that tell of a conversation, and who the device is. Keeps no state. Confined
/// to one parser thread.
public final class MedibusParser implements ProtocolParser {
    private final PatientValues nobody;
    private final MedicalNames names;

    public MedibusParser(ParserContext context) {
        nobody = new PatientValues(context.patientHash());
        names = new MedicalNames(context.names(), nobody);
    }

    @Override
    public void onUnit(
            long flow,
            int type,
            Direction from,
            long timeNs,
            byte[] bytes,
            int start,
            int length,
            long detail,
            Facts facts) {
        if (!(facts instanceof MedibusFacts found)) {
            return;
        }
        nobody.begin(bytes);
        found.bytes = length;
        found.isResponse = detail == Medibus.RESPONSE;
        int code = Bytes.u8(bytes, start);
        found.kind =
                switch (code) {
                    case Telegram.INITIALIZE -> "initialize";
                    case Telegram.IDENTIFY -> "identify";
                    case Telegram.STOP -> "stop";
                    default -> "data";
                };
        if (found.isResponse) {
            // also of anaesthesia machines, which ventilate
            found.senderClass = "ventilator";
            if (code == Telegram.IDENTIFY) {
                identification(bytes, start + 1, start + length, found);
            }
        } else {
            found.receiverClass = "ventilator";
        }
    }

    @Override
    public void onFlowEnd(long flow) {
        // no state is kept
    }

    /// Four digits, the name in quotation marks, and the revision, `:` behind its first part.
    private void identification(byte[] bytes, int start, int end, MedibusFacts found) {
        int open = start;
        while (open < end && !isQuote(Bytes.u8(bytes, open))) {
            open++;
        }
        if (open == end) {
            found.malformed = true;
            return;
        }
        int close = Bytes.indexOf(bytes, open + 1, end, Bytes.u8(bytes, open));
        if (close < 0) {
            found.malformed = true;
            return;
        }
        found.model = names.name(bytes, open + 1, close, found);
        int colon = Bytes.indexOf(bytes, close + 1, end, ':');
        found.software = names.version(bytes, close + 1, colon < 0 ? end : colon, found);
    }

    private static boolean isQuote(int b) {
        return b == '\'' || b == '"';
    }
}
