package io.wardtap.protocol.dicom;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.unit.UnitAssembler;

/// Reads a DICOM file (PS3.10) as its bytes come: preamble and prefix, file meta information, and
/// of the data set what [DataSetWalker] keeps. Whoever owns it says when the bytes end, and has
/// [Part10Facts] filled. Confined to one parser thread; allocates nothing once warm.
public final class Part10Reader {
    private static final int PREFIX_END = 132;

    /// Bytes of file meta information that are read; what is longer is walked without it.
    private static final int MAX_META_BYTES = 4096;

    private static final int GROUP_LENGTH_BYTES = 12;

    private enum State {
        PREFIX,
        GROUP_LENGTH,
        META,
        DATA_SET,
        NO_DICOM
    }

    private final ValueCollector values;
    private final DataSetWalker walker;
    private final byte[] head = new byte[MAX_META_BYTES];
    private State state = State.NO_DICOM;
    private Preamble preamble = Preamble.EMPTY;
    private int have;
    private int want;
    private long totalBytes;

    /// @param assembler holds the kept values of all files that are read at the same time
    public Part10Reader(UnitAssembler assembler) {
        values = new ValueCollector(assembler);
        walker = new DataSetWalker(values);
    }

    /// Begins a file.
    public void begin() {
        values.clear();
        state = State.PREFIX;
        preamble = Preamble.EMPTY;
        have = 0;
        want = PREFIX_END;
        totalBytes = 0;
    }

    public void onBytes(byte[] bytes, int start, int length) {
        totalBytes += length;
        int at = start;
        int end = start + length;
        while (at < end) {
            if (state == State.DATA_SET) {
                walker.onBytes(bytes, at, end - at);
                return;
            }
            if (state == State.NO_DICOM) {
                return;
            }
            int n = Math.min(want - have, end - at);
            Bytes.copy(bytes, at, head, have, n);
            have += n;
            at += n;
            if (have == want) {
                gathered();
            }
        }
    }

    private void gathered() {
        switch (state) {
            case PREFIX -> {
                boolean dicom = Bytes.startsWith(head, PREFIX_END - 4, "DICM");
                preamble = dicom ? Preamble.of(head, 0) : Preamble.EMPTY;
                state = dicom ? State.GROUP_LENGTH : State.NO_DICOM;
                have = 0;
                want = GROUP_LENGTH_BYTES;
            }
            case GROUP_LENGTH -> {
                // (0002,0000) UL 4
                boolean is = Bytes.u32(head, 0) == 0x0200_0000L && Bytes.u16(head, 4) == 0x554C;
                long length = is ? Bytes.u32Le(head, 8) : 0;
                if (is && length > 0 && length <= MAX_META_BYTES) {
                    state = State.META;
                    have = 0;
                    want = (int) length;
                } else {
                    beginDataSet(TransferSyntax.UNKNOWN);
                    if (!is) {
                        walker.onBytes(head, 0, GROUP_LENGTH_BYTES);
                    }
                }
            }
            default -> beginDataSet(transferSyntax());
        }
    }

    private void beginDataSet(TransferSyntax syntax) {
        state = State.DATA_SET;
        walker.begin(syntax, false);
    }

    /// The value of (0002,0010), in Explicit VR Little Endian like all of its group.
    private TransferSyntax transferSyntax() {
        int at = 0;
        while (want - at >= 8) {
            int element = Bytes.u16Le(head, at + 2);
            boolean longForm = Bytes.u16(head, at + 4) == 0x4F42; // OB
            int valueAt = at + (longForm ? 12 : 8);
            if (valueAt > want) {
                break;
            }
            long length = longForm ? Bytes.u32Le(head, at + 8) : Bytes.u16Le(head, at + 6);
            if (length > want - valueAt) {
                break;
            }
            if (element == 0x0010) {
                return TransferSyntax.of(head, valueAt, (int) length);
            }
            at = valueAt + (int) length;
        }
        return TransferSyntax.UNKNOWN;
    }

    /// Whether the prefix said that this is a DICOM file.
    public boolean isDicom() {
        return state != State.PREFIX && state != State.NO_DICOM;
    }

    Preamble preamble() {
        return preamble;
    }

    /// Bytes of the file that came.
    long totalBytes() {
        return totalBytes;
    }

    boolean hasDataSet() {
        return state == State.DATA_SET;
    }

    ValueCollector values() {
        return values;
    }

    DataSetWalker walker() {
        return walker;
    }

    /// Gives everything back that is held.
    public void release() {
        values.clear();
        state = State.NO_DICOM;
    }
}
