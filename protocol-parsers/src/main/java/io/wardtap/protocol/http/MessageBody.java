package io.wardtap.protocol.http;

import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.unit.UnitAssembler;
import io.wardtap.protocol.unit.UnitSink;

/// The body of the message at hand: counts its bytes, has it cut for those who read it, and tells
/// its end. Confined to its framer.
final class MessageBody {
    private static final byte[] NO_BYTES = new byte[0];

    private final Direction from;
    private final BodyCutter cutter;
    private MultipartSplitter splitter; // made for the first body that has parts
    private boolean open;
    private boolean parts;
    private boolean response;
    private int number;
    private long bytes;

    MessageBody(UnitAssembler assembler, Direction from) {
        this.from = from;
        this.cutter = new BodyCutter(assembler, from);
    }

    void reset() {
        cutter.reset();
        open = false;
    }

    boolean isOpen() {
        return open;
    }

    void begin(MessageHead head, byte[] headBytes, int number) {
        this.number = number;
        open = true;
        bytes = 0;
        response = head.line().isResponse();
        BodyForm form = head.type().form();
        parts = false;
        if (head.isUnreadable()) {
            cutter.begin(number, BodyForm.NONE, false, false);
            if (form != BodyForm.NONE && !form.isUndecided()) {
                cutter.skipUnreadable();
            }
        } else if (form == BodyForm.MULTIPART) {
            cutter.begin(number, BodyForm.NONE, false, false);
            parts = !head.isCompressed() && beginParts(head, headBytes);
        } else {
            cutter.begin(number, form, head.isCompressed(), false);
        }
    }

    private boolean beginParts(MessageHead head, byte[] headBytes) {
        if (splitter == null) {
            splitter = new MultipartSplitter(cutter);
        }
        return splitter.begin(number, headBytes, head.typeStart(), head.typeEnd());
    }

    void onBytes(byte[] from, int start, int length, UnitSink sink) {
        bytes += length;
        if (parts) {
            splitter.onBytes(from, start, length, sink);
        } else {
            cutter.onBytes(from, start, length, sink);
        }
    }

    void onGap(long missingBytes, UnitSink sink) {
        bytes += missingBytes;
        if (parts) {
            splitter.onGap(sink);
        } else {
            cutter.onGap(sink);
        }
    }

    void end(long flags, UnitSink sink) {
        if (parts) {
            splitter.end(sink);
        } else {
            cutter.end(sink);
        }
        open = false;
        sink.onUnit(
                response ? Http.RESPONSE_END : Http.REQUEST_END,
                from,
                NO_BYTES,
                0,
                0,
                Http.end(number, bytes, flags));
    }
}
