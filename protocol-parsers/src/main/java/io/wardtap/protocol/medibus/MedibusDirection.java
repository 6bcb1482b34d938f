package io.wardtap.protocol.medibus;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.status.DecodeEvent;
import io.wardtap.protocol.unit.UnitSink;

/// One direction of a MEDIBUS flow. A telegram is short and is kept in an array of its own, since
/// realtime data may stand between its bytes. Lane thread only.
final class MedibusDirection {
    /// Longer telegrams are none.
    static final int MAX_TELEGRAM_BYTES = 1024;

    private final MedibusFramer framer;
    private final Direction from;
    private final byte[] telegram = new byte[MAX_TELEGRAM_BYTES];
    private int length;
    private long junkBytes;

    MedibusDirection(MedibusFramer framer, Direction from) {
        this.framer = framer;
        this.from = from;
    }

    void reset() {
        length = 0;
        junkBytes = 0;
    }

    void onBytes(byte[] bytes, int start, int count, UnitSink sink) {
        for (int at = start; at < start + count && !framer.isFailed(); at++) {
            int b = Bytes.u8(bytes, at);
            if (b >= Telegram.REALTIME) {
                continue;
            }
            if (Telegram.isStart(b)) {
                junk(length);
                telegram[0] = (byte) b;
                length = 1;
            } else if (length == 0) {
                junk(1);
            } else if (b == Telegram.END) {
                end(sink);
            } else if (length == MAX_TELEGRAM_BYTES) {
                junk(length + 1);
                length = 0;
            } else {
                telegram[length++] = (byte) b;
            }
        }
    }

    private void junk(int count) {
        if (count > 0) {
            junkBytes += count;
            framer.onJunk(junkBytes);
        }
    }

    private void end(UnitSink sink) {
        int n = length;
        length = 0;
        if (!Telegram.isRight(telegram, 0, n)) {
            sink.onEvent(DecodeEvent.MEDIBUS_CHECKSUM_WRONG);
            junk(n + 1);
            return;
        }
        junkBytes = 0;
        boolean command = Bytes.u8(telegram, 0) == Telegram.COMMAND;
        boolean first = framer.onTelegram();
        sink.onCount(command ? Medibus.COMMAND : Medibus.RESPONSE);
        int code = Bytes.u8(telegram, 1);
        boolean told =
                code == Telegram.INITIALIZE
                        || code == Telegram.STOP
                        || code == Telegram.IDENTIFY && !command;
        if (framer.isConfirmed() && (first || told)) {
            long detail = command ? Medibus.COMMAND : Medibus.RESPONSE;
            sink.onUnit(Medibus.TELEGRAM, from, telegram, 1, n - 3, detail);
        }
    }
}
