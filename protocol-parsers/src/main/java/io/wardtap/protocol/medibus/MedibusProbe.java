package io.wardtap.protocol.medibus;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.identify.ProtocolProbe;
import io.wardtap.protocol.identify.Verdict;

/// Recognises MEDIBUS by a telegram with a known code and a right checksum; the framer wants two
/// more before it believes it.
public final class MedibusProbe implements ProtocolProbe {
    /// The first telegram of either end is short.
    static final int MAX_TELEGRAM_BYTES = 128;

    @Override
    public Verdict probe(
            Direction from,
            byte[] bytes,
            int start,
            int length,
            int serverPort,
            boolean midstream) {
        if (!Telegram.isStart(Bytes.u8(bytes, start))) {
            return Verdict.NO;
        }
        int end = start + Math.min(length, MAX_TELEGRAM_BYTES);
        for (int at = start + 1; at < end; at++) {
            int b = Bytes.u8(bytes, at);
            if (at == start + 1 && !Telegram.isCode(b)) {
                return Verdict.NO;
            }
            if (b == Telegram.END) {
                return Telegram.isRight(bytes, start, at - start) ? Verdict.MATCH : Verdict.NO;
            }
            if (b < ' ' || b >= Telegram.REALTIME) {
                return Verdict.NO;
            }
        }
        return length < MAX_TELEGRAM_BYTES ? Verdict.NEED_MORE : Verdict.NO;
    }

    @Override
    public int findStart(Direction from, byte[] bytes, int start, int length) {
        int end = start + length;
        int command = find(from, bytes, start, end, Telegram.COMMAND);
        int response = find(from, bytes, start, command < 0 ? end : command, Telegram.RESPONSE);
        int found = response >= 0 ? response : command;
        return found < 0 ? -1 : found - start;
    }

    private int find(Direction from, byte[] bytes, int start, int end, int first) {
        int at = Bytes.indexOf(bytes, start, end, first);
        while (at >= 0 && probe(from, bytes, at, end - at, 0, true) != Verdict.MATCH) {
            at = Bytes.indexOf(bytes, at + 1, end, first);
        }
        return at;
    }
}
