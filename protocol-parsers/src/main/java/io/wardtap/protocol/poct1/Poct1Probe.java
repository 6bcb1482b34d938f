package io.wardtap.protocol.poct1;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.identify.ProtocolProbe;
import io.wardtap.protocol.identify.Verdict;
import io.wardtap.protocol.xml.XmlNames;

/// Recognises POCT1-A by its first root element, such as `<HEL.R01>`, behind white space, a byte
/// order mark, an XML declaration or comments. In midstream the next root element is looked for.
public final class Poct1Probe implements ProtocolProbe {
    /// So much may stand before the root element.
    static final int MAX_PROLOG_BYTES = 512;

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
        while (at < end && at - start < MAX_PROLOG_BYTES) {
            int b = Bytes.u8(bytes, at);
            if (b != '<') {
                if (!XmlNames.isBlank(b) && !isByteOrderMark(b, at - start)) {
                    return Verdict.NO;
                }
                at++;
                continue;
            }
            if (at + 1 == end) {
                return Verdict.NEED_MORE;
            }
            int next = Bytes.u8(bytes, at + 1);
            if (next != '?' && next != '!') {
                return root(bytes, at, end);
            }
            int close = Bytes.indexOf(bytes, at, end, '>');
            at = close < 0 ? end : close + 1;
        }
        return at - start < MAX_PROLOG_BYTES ? Verdict.NEED_MORE : Verdict.NO;
    }

    @Override
    public int findStart(Direction from, byte[] bytes, int start, int length) {
        int end = start + length;
        int at = Bytes.indexOf(bytes, start, end, '<');
        while (at >= 0) {
            if (RootElement.isAt(bytes, at, end)) {
                return at - start;
            }
            at = Bytes.indexOf(bytes, at + 1, end, '<');
        }
        return -1;
    }

    private static Verdict root(byte[] bytes, int at, int end) {
        int there = Math.min(end - at - 1, RootElement.BYTES);
        for (int i = 0; i < there; i++) {
            if (!RootElement.fits(i, Bytes.u8(bytes, at + 1 + i))) {
                return Verdict.NO;
            }
        }
        if (at + 1 + RootElement.BYTES >= end) {
            return Verdict.NEED_MORE;
        }
        return RootElement.isAt(bytes, at, end) ? Verdict.MATCH : Verdict.NO;
    }

    private static boolean isByteOrderMark(int b, int index) {
        return index == 0 && b == 0xEF || index == 1 && b == 0xBB || index == 2 && b == 0xBF;
    }
}
