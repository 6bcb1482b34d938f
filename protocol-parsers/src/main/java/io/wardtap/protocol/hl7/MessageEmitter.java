package io.wardtap.protocol.hl7;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.status.DecodeEvent;
import io.wardtap.protocol.unit.UnitSink;

/// Hands one direction's complete messages on as units, counts the oddities of their framing, and
/// judges whether they prove the flow to be HL7. Lane thread only.
final class MessageEmitter {
    /// Longer messages are counted as oversize (reference limit of a block).
    private static final long BLOCK_BYTES = 10L * 1024 * 1024;

    private static final int START_BLOCK = 0x0B;
    private static final int END_BLOCK = 0x1C;
    private static final int START_OF_TEXT = 0x02;
    private static final int END_OF_TEXT = 0x03;

    private final MllpFramer framer;
    private final Direction from;

    MessageEmitter(MllpFramer framer, Direction from) {
        this.framer = framer;
        this.from = from;
    }

    /// @param totalBytes the message's bytes on the wire, of which `length` were kept
    void emit(byte[] bytes, int start, int length, long totalBytes, long flags, UnitSink sink) {
        int framing = trailingFraming(bytes, start, length);
        int contentLength = length - framing;
        boolean startBlock = (flags & Hl7.NO_START_BLOCK) == 0;
        boolean lineFeeds = separatesByLineFeed(bytes, start, contentLength);
        count(bytes, start, contentLength, lineFeeds, flags, sink);
        if (totalBytes > BLOCK_BYTES) {
            sink.onEvent(DecodeEvent.HL7_OVERSIZE);
        }
        if (!framer.isConfirmed()
                && Hl7Header.isPlausible(bytes, start, contentLength, startBlock)) {
            framer.onPlausibleMessage();
            boolean answer = Hl7Header.isAnswer(bytes, start, contentLength);
            sink.onClientIs(answer ? from.opposite() : from);
        }
        sink.onUnit(
                Hl7.MESSAGE,
                from,
                bytes,
                start,
                contentLength,
                Hl7.detail(totalBytes - framing, lineFeeds ? flags | Hl7.LINE_FEEDS : flags));
    }

    private static void count(
            byte[] bytes, int start, int length, boolean lineFeeds, long flags, UnitSink sink) {
        if ((flags & Hl7.NO_START_BLOCK) != 0) {
            sink.onEvent(DecodeEvent.HL7_MISSING_START_BLOCK);
        }
        if ((flags & Hl7.NO_END_BLOCK) != 0) {
            sink.onEvent(DecodeEvent.HL7_MISSING_END_BLOCK);
        }
        if (lineFeeds) {
            sink.onEvent(DecodeEvent.HL7_LINE_FEED_SEPARATOR);
        }
        if ((flags & Hl7.UTF16) != 0) {
            sink.onEvent(DecodeEvent.HL7_UTF16);
        }
        if (!Hl7Header.hasSaneDelimiters(bytes, start, start + length)) {
            sink.onEvent(DecodeEvent.HL7_DELIMITERS_MALFORMED);
        }
    }

    /// Framing bytes at the end of a message that was closed by the next one or by the stream's
    /// end.
    private static int trailingFraming(byte[] bytes, int start, int length) {
        int n = 0;
        while (n < length && isFraming(Bytes.u8(bytes, start + length - 1 - n))) {
            n++;
        }
        return n;
    }

    private static boolean isFraming(int b) {
        return b == START_BLOCK
                || b == END_BLOCK
                || b == START_OF_TEXT
                || b == END_OF_TEXT
                || b == 0;
    }

    private static boolean separatesByLineFeed(byte[] bytes, int start, int length) {
        int last = Bytes.u8(bytes, start + length - 1);
        if (last == '\r' || last == '\n') {
            return last == '\n';
        }
        int end = Hl7Scan.lineEnd(bytes, start, start + length);
        return end + 1 < start + length
                && (Bytes.u8(bytes, end) == '\n' || Bytes.u8(bytes, end + 1) == '\n');
    }
}
