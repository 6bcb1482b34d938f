package io.wardtap.protocol.astm;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.identify.ProtocolProbe;
import io.wardtap.protocol.identify.Verdict;

/// Recognises ASTM E1394 by content on any port: a frame whose text begins a record, behind ENQ or
/// without it, or a bare header record with its four delimiters. ENQ, ACK, NAK and EOT alone say
/// nothing yet.
public final class AstmProbe implements ProtocolProbe {
    /// So many control characters before the first frame: contention and busy answers (LIS01-A2
    /// 6.2).
    static final int MAX_CONTROLS = 16;

    private static final int STX = 0x02;
    private static final int EOT = 0x04;
    private static final int ENQ = 0x05;
    private static final int ACK = 0x06;
    private static final int START_BLOCK = 0x0B;
    private static final int NAK = 0x15;

    @Override
    public Verdict probe(
            Direction from,
            byte[] bytes,
            int start,
            int length,
            int serverPort,
            boolean midstream) {
        int end = start + length;
        int at = start;
        while (at < end && at - start < MAX_CONTROLS && isControl(Bytes.u8(bytes, at))) {
            at++;
        }
        if (at - start == MAX_CONTROLS) {
            return Verdict.NO;
        }
        if (at == end) {
            return Verdict.NEED_MORE;
        }
        int b = Bytes.u8(bytes, at);
        if (b == STX) {
            return frame(bytes, at + 1, end, midstream);
        }
        if (b == START_BLOCK && at == start) {
            at++;
        }
        return header(bytes, at, end);
    }

    /// The first frame that begins a record, or a header behind a line's end.
    @Override
    public int findStart(Direction from, byte[] bytes, int start, int length) {
        int end = start + length;
        int frame = Bytes.indexOf(bytes, start, end, STX);
        while (frame >= 0 && frame(bytes, frame + 1, end, true) != Verdict.MATCH) {
            frame = Bytes.indexOf(bytes, frame + 1, end, STX);
        }
        int stop = frame < 0 ? end : frame;
        int line = Bytes.indexOf(bytes, start, stop, '\r');
        while (line >= 0 && !AstmHeader.isAt(bytes, line + 1, end)) {
            line = Bytes.indexOf(bytes, line + 1, stop, '\r');
        }
        int found = line >= 0 ? line : frame;
        return found < 0 ? -1 : found - start;
    }

    /// At a stream's begin the first frame holds the header; in midstream any record may stand in
    /// it, with the delimiters that everybody uses.
    private static Verdict frame(byte[] bytes, int start, int end, boolean midstream) {
        int at = start;
        if (at < end && isFrameNumber(Bytes.u8(bytes, at))) {
            at++;
        }
        if (at == end) {
            return Verdict.NEED_MORE;
        }
        if (!midstream || Bytes.u8(bytes, at) == 'H') {
            return header(bytes, at, end);
        }
        if (at == start || !AstmHeader.isRecordType(Bytes.u8(bytes, at))) {
            return Verdict.NO;
        }
        if (at + 3 > end) {
            return Verdict.NEED_MORE;
        }
        int behind = Bytes.u8(bytes, at + 2);
        boolean number = behind >= '0' && behind <= '9';
        return Bytes.u8(bytes, at + 1) == '|' && number ? Verdict.MATCH : Verdict.NO;
    }

    private static Verdict header(byte[] bytes, int start, int end) {
        int there = Math.min(end - start, AstmHeader.BYTES);
        for (int i = 0; i < there; i++) {
            if (!AstmHeader.fits(bytes, start, i)) {
                return Verdict.NO;
            }
        }
        return there < AstmHeader.BYTES ? Verdict.NEED_MORE : Verdict.MATCH;
    }

    private static boolean isFrameNumber(int b) {
        return b >= '0' && b <= '7';
    }

    private static boolean isControl(int b) {
        return b == ENQ || b == ACK || b == NAK || b == EOT;
    }
}
