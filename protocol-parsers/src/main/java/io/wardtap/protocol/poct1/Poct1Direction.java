package io.wardtap.protocol.poct1;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.status.DecodeEvent;
import io.wardtap.protocol.unit.MessageSide;
import io.wardtap.protocol.unit.UnitAssembler;
import io.wardtap.protocol.unit.UnitSink;
import io.wardtap.protocol.xml.XmlNames;

/// One direction of a POCT1-A flow: between messages, in a root element's name, or in a message,
/// where the root's end is looked for. Lane thread only.
final class Poct1Direction implements MessageSide {
    /// A message longer than this comes in several units, parted behind an element.
    static final int UNIT_BYTES = 48 * 1024;

    /// An element longer than this is stepped over from here on.
    static final int HELD_BYTES = 256 * 1024;

    private static final int BETWEEN = 0;
    private static final int NAME = 1;
    private static final int INSIDE = 2;

    private final Poct1Framer framer;
    private final Direction from;
    private final UnitAssembler assembler;
    private final byte[] open = new byte[RootElement.BYTES + 1]; // `<HEL.R01`
    private int state;
    private int matched; // of the name, or of `</HEL.R01`
    private long handle = UnitAssembler.NONE;
    private int held;
    private long skipped;
    private boolean continues;
    private boolean resynchronising; // in a message's rest behind a gap
    private long junkBytes;

    Poct1Direction(Poct1Framer framer, Direction from, UnitAssembler assembler) {
        this.framer = framer;
        this.from = from;
        this.assembler = assembler;
        open[0] = '<';
    }

    @Override
    public void reset() {
        release();
        state = BETWEEN;
        matched = 0;
        skipped = 0;
        continues = false;
        resynchronising = false;
        junkBytes = 0;
    }

    @Override
    public void onBytes(byte[] bytes, int start, int length, UnitSink sink) {
        int end = start + length;
        int at = start;
        while (at < end && !framer.isFailed()) {
            at =
                    switch (state) {
                        case INSIDE -> inside(bytes, at, end, sink);
                        case NAME -> name(bytes, at, sink);
                        default -> between(bytes, at, end, sink);
                    };
        }
    }

    @Override
    public void onEnd(UnitSink sink) {
        onGap(sink);
    }

    /// What is held of a message has passed: it is handed on without its end.
    @Override
    public void onGap(UnitSink sink) {
        boolean cut = state == INSIDE;
        if (cut) {
            sink.onEvent(DecodeEvent.POCT1_INCOMPLETE);
            if (framer.isConfirmed()) {
                emit(Poct1.CUT, sink);
            }
        }
        reset();
        resynchronising = true;
    }

    private int between(byte[] bytes, int start, int end, UnitSink sink) {
        int at = Bytes.indexOf(bytes, start, end, '<');
        int stop = at < 0 ? end : at;
        junk(bytes, start, stop, sink);
        if (at < 0) {
            return end;
        }
        state = NAME;
        matched = 0;
        return at + 1;
    }

    private int name(byte[] bytes, int at, UnitSink sink) {
        int b = Bytes.u8(bytes, at);
        if (matched < RootElement.BYTES ? RootElement.fits(matched, b) : RootElement.ends(b)) {
            if (matched == RootElement.BYTES) {
                begin(bytes, at);
            } else {
                open[1 + matched++] = (byte) b;
            }
            return at + 1;
        }
        state = BETWEEN;
        count(matched + 1, sink);
        return at;
    }

    private void begin(byte[] bytes, int at) {
        state = INSIDE;
        matched = 0;
        junkBytes = 0;
        resynchronising = false;
        continues = false;
        keep(open, 0, open.length);
        keep(bytes, at, 1);
    }

    private int inside(byte[] bytes, int start, int end, UnitSink sink) {
        int at = start;
        while (at < end) {
            if (matched == 0) {
                int next = nextMark(bytes, start, at, end);
                if (next == end) {
                    break;
                }
                at = next;
            }
            int b = Bytes.u8(bytes, at++);
            if (matched > RootElement.BYTES + 1) { // `</HEL.R01` is there
                if (b == '>') {
                    keep(bytes, start, at - start);
                    framer.confirm();
                    emit(0, sink);
                    continues = false;
                    state = BETWEEN;
                    matched = 0;
                    return at;
                }
                matched = XmlNames.isBlank(b) ? matched : first(b);
            } else if (b == closing(matched)) {
                matched++;
            } else {
                matched = first(b);
            }
            if (b == '>' && held + (at - start) >= UNIT_BYTES) {
                keep(bytes, start, at - start);
                framer.confirm();
                emit(Poct1.CONTINUED, sink);
                continues = true;
                return at;
            }
        }
        keep(bytes, start, end - start);
        return end;
    }

    /// The next byte that may begin the end, or behind which a long message is parted.
    private int nextMark(byte[] bytes, int start, int from, int end) {
        int open = Bytes.indexOf(bytes, from, end, '<');
        int limit = open < 0 ? end : open;
        if (held + (limit - start) < UNIT_BYTES) {
            return limit; // not too long yet
        }
        int close = Bytes.indexOf(bytes, from, limit, '>');
        return close < 0 ? limit : close;
    }

    private static int first(int b) {
        return b == '<' ? 1 : 0;
    }

    private int closing(int index) {
        return index == 0 ? '<' : index == 1 ? '/' : open[index - 1];
    }

    private void keep(byte[] bytes, int start, int count) {
        int n = Math.min(count, HELD_BYTES - held);
        skipped += count - n;
        if (n > 0) {
            handle = assembler.append(handle, bytes, start, n);
            held += n;
            if (handle == UnitAssembler.NONE) {
                skipped += held;
                held = 0;
            }
        }
    }

    private void emit(long flags, UnitSink sink) {
        if (held > 0 && !assembler.isLive(handle)) {
            skipped += held;
            held = 0;
        }
        if (skipped > 0) {
            sink.onEvent(DecodeEvent.POCT1_OVERSIZE);
            sink.onUninspected(skipped);
            skipped = 0;
        }
        if (held > 0) {
            sink.onUnit(
                    Poct1.MESSAGE,
                    from,
                    assembler.segment(handle),
                    assembler.start(handle),
                    held,
                    Poct1.root(open, 1) | flags | (continues ? Poct1.CONTINUES : 0));
        }
        release();
    }

    private void release() {
        assembler.release(handle);
        handle = UnitAssembler.NONE;
        held = 0;
    }

    /// White space, and what begins a declaration or a comment, is none.
    private void junk(byte[] bytes, int start, int end, UnitSink sink) {
        int count = 0;
        for (int at = start; at < end; at++) {
            count += XmlNames.isBlank(Bytes.u8(bytes, at)) ? 0 : 1;
        }
        count(count, sink);
    }

    private void count(int bytes, UnitSink sink) {
        junkBytes += bytes;
        if (framer.isConfirmed() && bytes > 0) {
            sink.onUninspected(bytes);
        }
        framer.onJunk(resynchronising && !framer.isConfirmed() ? junkBytes >>> 8 : junkBytes);
    }
}
