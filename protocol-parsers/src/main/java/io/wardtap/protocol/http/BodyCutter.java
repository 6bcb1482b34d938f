package io.wardtap.protocol.http;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.unit.UnitAssembler;
import io.wardtap.protocol.unit.UnitSink;

/// Cuts a body, or one part of it, into pieces for those who read it; most bodies nobody reads, and
/// they are stepped over. What the media type leaves open the first bytes decide: a DICOM file by
/// its prefix, JSON and XML by words that medical content has near its beginning. Pieces are of the
/// same size whatever the slices were. Confined to its framer.
final class BodyCutter {
    /// Bytes of one piece; the last may be shorter.
    static final int PIECE_BYTES = 16 * 1024;

    /// A DICOM file's preamble and prefix (PS3.10 section 7.1).
    static final int PREFIX_BYTES = 132;

    /// Bytes of JSON or XML in which medical content is to show.
    static final int LOOKED_AT_BYTES = 4096;

    /// Bytes read of a body in JSON or XML.
    static final int MAX_TEXT_BYTES = 64 * PIECE_BYTES;

    /// Bytes read of compressed JSON or XML that only its path might tell to be medical.
    static final int MAX_UNDECIDED_BYTES = 4 * PIECE_BYTES;

    /// Bytes read of one DICOM file: its attributes up to the pixel data stand there.
    static final int MAX_DICOM_BYTES = 8 * PIECE_BYTES;

    private static final String[] MEDICAL_JSON = {
        "\"resourceType\"", "\"vr\"", "\"PatientID\"", "\"access_token\"",
    };

    private static final String[] MEDICAL_XML = {
        "urn:hl7-org:v3", "//hl7.org/fhir", "urn:ihe:", "ebxml-regrep", "NativeDicomModel",
    };

    private enum State {
        SKIP,
        /// The first bytes are gathered to decide on.
        LOOK,
        DELIVER
    }

    private final UnitAssembler assembler;
    private final Direction from;
    private long held = UnitAssembler.NONE;
    private State state = State.SKIP;
    private BodyForm form = BodyForm.NONE;
    private long flags;
    private int number;
    private boolean wanted;
    private int wantedBytes;
    private int left;
    private long skipped;

    BodyCutter(UnitAssembler assembler, Direction from) {
        this.assembler = assembler;
        this.from = from;
    }

    void reset() {
        drop();
        state = State.SKIP;
        wanted = false;
        skipped = 0;
    }

    /// Begins a body or a part.
    ///
    /// @param number of its request
    /// @param compressed by gzip or deflate
    void begin(int number, BodyForm form, boolean compressed, boolean isPart) {
        reset();
        this.number = number;
        this.form = form;
        flags = Http.FIRST | (compressed ? Http.COMPRESSED : 0) | (isPart ? Http.PART : 0);
        if ((form == BodyForm.UNKNOWN || form == BodyForm.FIELDS) && !compressed) {
            look(PREFIX_BYTES);
        } else if (form.isUndecided() && !compressed) {
            look(LOOKED_AT_BYTES);
        } else if (form != BodyForm.NONE && form != BodyForm.UNKNOWN) {
            deliver(compressed && form.isUndecided() ? MAX_UNDECIDED_BYTES : most());
        }
    }

    /// Medical bytes pass that nobody can read, as in another compression.
    void skipUnreadable() {
        reset();
        wanted = true;
    }

    private void look(int bytes) {
        wantedBytes = bytes;
        state = State.LOOK;
    }

    private void deliver(int most) {
        left = most;
        wantedBytes = PIECE_BYTES;
        wanted = true;
        state = State.DELIVER;
    }

    private int most() {
        return switch (form) {
            case DICOM -> MAX_DICOM_BYTES;
            case FIELDS -> PIECE_BYTES;
            default -> MAX_TEXT_BYTES;
        };
    }

    void onBytes(byte[] bytes, int start, int length, UnitSink sink) {
        int at = start;
        int end = start + length;
        while (at < end) {
            if (state == State.SKIP) {
                skipped += wanted ? end - at : 0;
                return;
            }
            at = gather(bytes, at, end, sink);
        }
    }

    private int gather(byte[] bytes, int at, int end, UnitSink sink) {
        if (isLost()) {
            return at;
        }
        int have = held == UnitAssembler.NONE ? 0 : assembler.length(held);
        int n = Math.min(wantedBytes - have, end - at);
        if (have == 0 && n == wantedBytes) {
            return at + full(bytes, at, n, sink);
        }
        held = assembler.append(held, bytes, at, n);
        if (held == UnitAssembler.NONE) {
            skipped += n;
            state = State.SKIP;
        } else if (have + n == wantedBytes) {
            fullHeld(sink);
        }
        return at + n;
    }

    /// What was held has been thrown out, for want of memory: the rest is not read.
    private boolean isLost() {
        boolean lost = held != UnitAssembler.NONE && !assembler.isLive(held);
        if (lost) {
            held = UnitAssembler.NONE;
            state = State.SKIP;
            wanted = true;
        }
        return lost;
    }

    /// @return how many of the bytes are used up
    private int full(byte[] bytes, int at, int n, UnitSink sink) {
        if (state == State.LOOK) {
            decide(bytes, at, n);
            return state == State.SKIP ? n : 0;
        }
        emit(bytes, at, n, sink);
        return n;
    }

    private void fullHeld(UnitSink sink) {
        int length = assembler.length(held);
        if (state == State.LOOK) {
            decide(assembler.segment(held), assembler.start(held), length);
            if (state == State.SKIP) {
                drop();
            }
        } else {
            emit(assembler.segment(held), assembler.start(held), length, sink);
            drop();
        }
    }

    private void emit(byte[] bytes, int at, int n, UnitSink sink) {
        sink.onUnit(Http.BODY, from, bytes, at, n, Http.piece(number, form, flags));
        flags &= ~Http.FIRST;
        left -= n;
        if (left <= 0) {
            state = State.SKIP;
        }
    }

    /// What the first bytes say. They stay to be delivered when somebody reads the body.
    private void decide(byte[] bytes, int at, int n) {
        if (form == BodyForm.UNKNOWN || form == BodyForm.FIELDS) {
            // programs call anything a form when nobody tells them what it is
            BodyForm guess = guess(bytes, at, n);
            if (form == BodyForm.FIELDS && guess == BodyForm.NONE) {
                deliver(most());
                return;
            }
            form = guess;
            if (form == BodyForm.DICOM) {
                deliver(most());
                return;
            }
            if (form != BodyForm.NONE && n == PREFIX_BYTES) {
                look(LOOKED_AT_BYTES);
                return;
            }
        }
        String[] words = form == BodyForm.JSON ? MEDICAL_JSON : MEDICAL_XML;
        if (form != BodyForm.NONE && hasAny(words, bytes, at, at + n)) {
            deliver(most());
        } else {
            state = State.SKIP;
        }
    }

    private static BodyForm guess(byte[] bytes, int at, int n) {
        if (n >= PREFIX_BYTES && Bytes.startsWith(bytes, at + PREFIX_BYTES - 4, "DICM")) {
            return BodyForm.DICOM;
        }
        int first = at;
        while (first < at + n - 1 && Bytes.u8(bytes, first) <= ' ') {
            first++;
        }
        int b = n == 0 ? 0 : Bytes.u8(bytes, first);
        boolean marked = b == 0xEF && at + n - first > 3;
        b = marked ? Bytes.u8(bytes, first + 3) : b;
        if (b == '{' || b == '[') {
            return BodyForm.JSON;
        }
        return b == '<' ? BodyForm.XML : BodyForm.NONE;
    }

    private static boolean hasAny(String[] words, byte[] bytes, int from, int to) {
        for (String word : words) {
            if (Bytes.indexOf(bytes, from, to, word) >= 0) {
                return true;
            }
        }
        return false;
    }

    /// Bytes are missing: what comes behind them is not read.
    void onGap(UnitSink sink) {
        if (state != State.SKIP) {
            end(sink);
            wanted = true;
        }
    }

    /// The body or part is over.
    void end(UnitSink sink) {
        if (!isLost() && held != UnitAssembler.NONE && state == State.LOOK) {
            decide(assembler.segment(held), assembler.start(held), assembler.length(held));
        }
        if (held != UnitAssembler.NONE && state == State.DELIVER) {
            emit(assembler.segment(held), assembler.start(held), assembler.length(held), sink);
        }
        if (skipped > 0) {
            sink.onUninspected(skipped);
        }
        drop();
        skipped = 0;
        wanted = false;
        state = State.SKIP;
    }

    private void drop() {
        assembler.release(held);
        held = UnitAssembler.NONE;
    }
}
