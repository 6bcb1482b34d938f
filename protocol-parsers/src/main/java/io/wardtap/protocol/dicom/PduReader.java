package io.wardtap.protocol.dicom;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.status.DecodeEvent;
import io.wardtap.protocol.unit.UnitAssembler;
import io.wardtap.protocol.unit.UnitSink;

/// Cuts one direction of a stream into PDUs and PDVs (PS3.8 section 9.3). Association PDUs are
/// gathered whole; P-DATA-TF is never held, its fragments go to the [DimseReader] as they come. A
/// PDU is counted when all of it has passed. Confined to its framer.
final class PduReader {
    /// P-DATA PDUs longer than this are oddities, whatever was negotiated.
    static final long SANE_P_DATA_BYTES = 16 << 20;

    /// PDU-length from which on the header is taken for garbage.
    static final long LENGTH_LIMIT = 0x7FFF_FFFFL;

    /// Bytes looked through for the next PDU, after a loss or in midstream.
    static final long MAX_HUNTED_BYTES = 4 << 20;

    private static final int FIXED_LENGTH = 4;

    private enum State {
        HEADER,
        /// A PDU that is handed on whole.
        WHOLE,
        PDV_HEADER,
        FRAGMENT,
        /// The rest of a PDU that is of no use.
        SKIP,
        /// Out of step: looking for a P-DATA-TF.
        HUNT
    }

    private final Direction from;
    private final FramedAssociation association;
    private final UnitAssembler assembler;
    private final DimseReader dimse;
    private final byte[] headerBytes = new byte[Dicom.PDU_HEADER_BYTES + FIXED_LENGTH];

    private State state = State.HEADER;
    // header bytes read so far, big-endian
    private long header;
    private int headerCount;
    private int type;
    private long pduLeft;
    private long fragmentLeft;
    private boolean touched;
    private boolean sound;
    // where the current PDU began in the slice at hand, -1 when in an earlier one
    private int pduStart = -1;
    private long handle = UnitAssembler.NONE;
    // the last twelve bytes hunted through, and how many since the hunt began
    private int older;
    private long newer;
    private long hunted;
    private boolean atStart;

    PduReader(Direction from, FramedAssociation association, UnitAssembler assembler) {
        this.from = from;
        this.association = association;
        this.assembler = assembler;
        this.dimse = new DimseReader(from, association, assembler);
    }

    void clear() {
        dropHeld();
        dimse.clear();
        toHeader();
    }

    void onBytes(byte[] bytes, int start, int length, UnitSink sink) {
        int at = start;
        int end = start + length;
        pduStart = -1;
        while (at < end && !association.isFailed()) {
            at =
                    switch (state) {
                        case HEADER -> header(bytes, at, end, sink);
                        case WHOLE -> whole(bytes, at, end, sink);
                        case PDV_HEADER -> pdvHeader(bytes, at, end, sink);
                        case FRAGMENT -> fragment(bytes, at, end, sink);
                        case SKIP -> skip(at, end, sink);
                        case HUNT -> hunt(bytes, at, end, sink);
                    };
        }
    }

    void onGap(long missingBytes, UnitSink sink) {
        if (missingBytes <= 0) {
            return;
        }
        touched = true;
        if (state == State.FRAGMENT && missingBytes <= fragmentLeft) {
            dimse.onGap(missingBytes, sink);
            fragmentLeft -= missingBytes;
            pduLeft -= missingBytes;
            if (fragmentLeft == 0) {
                endFragment(sink);
            }
        } else if (state == State.WHOLE && missingBytes <= pduLeft) {
            sink.onEvent(DecodeEvent.DICOM_PDU_MALFORMED);
            dropHeld();
            state = State.SKIP;
            skipMissing(missingBytes, sink);
        } else if (state == State.SKIP && missingBytes <= pduLeft) {
            skipMissing(missingBytes, sink);
        } else {
            dropHeld();
            dimse.abandon(sink);
            startHunt(true);
        }
    }

    /// The direction has ended: what is open stays incomplete.
    void onEnd(UnitSink sink) {
        dimse.abandon(sink);
        dropHeld();
    }

    private int header(byte[] bytes, int at, int end, UnitSink sink) {
        int next = readHeader(bytes, at, end);
        if (headerCount == Dicom.PDU_HEADER_BYTES) {
            pduStart = next - at == Dicom.PDU_HEADER_BYTES ? at : -1;
            beginPdu(sink);
        }
        return next;
    }

    /// Both kinds of header are six bytes long.
    private int readHeader(byte[] bytes, int at, int end) {
        int next = at;
        while (headerCount < Dicom.PDU_HEADER_BYTES && next < end) {
            header = header << 8 | Bytes.u8(bytes, next++);
            headerCount++;
        }
        return next;
    }

    private void beginPdu(UnitSink sink) {
        long length = header & 0xFFFF_FFFFL;
        type = (int) (header >>> 40) & 0xFF;
        pduLeft = length;
        touched = false;
        sound = true;
        boolean credible =
                switch (type) {
                    case Dicom.ASSOCIATE_RQ, Dicom.ASSOCIATE_AC ->
                            length >= AssociatePdu.MIN_LENGTH && length < LENGTH_LIMIT;
                    case Dicom.P_DATA_TF -> length < LENGTH_LIMIT;
                    case Dicom.ASSOCIATE_RJ, Dicom.RELEASE_RQ, Dicom.RELEASE_RP, Dicom.ABORT ->
                            length == FIXED_LENGTH;
                    default -> false;
                };
        if (!credible) {
            sink.onEvent(DecodeEvent.DICOM_PDU_MALFORMED);
            outOfStep(sink);
        } else if (type == Dicom.P_DATA_TF) {
            association.onPlausibleHeader();
            beginData(length, sink);
        } else if (length > Dicom.ASSOCIATE_MAX_BYTES) {
            sink.onEvent(DecodeEvent.DICOM_PDU_OVERSIZE);
            association.fail();
        } else {
            association.onPlausibleHeader();
            state = State.WHOLE;
        }
    }

    private void beginData(long length, UnitSink sink) {
        long negotiated = association.contexts().maximumLength(from.opposite());
        if (length > SANE_P_DATA_BYTES || negotiated != 0 && length > negotiated) {
            sink.onEvent(DecodeEvent.DICOM_PDU_OVERSIZE);
        }
        association.onData(sink);
        headerCount = 0;
        state = State.PDV_HEADER;
        if (length < Dicom.PDV_HEADER_BYTES) {
            pdvMalformed(sink);
        }
    }

    private int whole(byte[] bytes, int at, int end, UnitSink sink) {
        if (pduStart >= 0 && end - at >= pduLeft) {
            int length = (int) (at + pduLeft - pduStart);
            int next = (int) (at + pduLeft);
            finishWhole(bytes, pduStart, length, sink);
            return next;
        }
        if (handle == UnitAssembler.NONE) {
            Bytes.putU16(headerBytes, 0, (int) (header >>> 32));
            Bytes.putU32(headerBytes, 2, header);
            handle = assembler.append(handle, headerBytes, 0, Dicom.PDU_HEADER_BYTES);
        }
        int n = (int) Math.min(pduLeft, end - at);
        handle = handle == UnitAssembler.NONE ? handle : assembler.append(handle, bytes, at, n);
        if (handle == UnitAssembler.NONE) {
            sink.onEvent(DecodeEvent.UNIT_BUDGET_EXHAUSTED);
            state = State.SKIP;
            return at;
        }
        pduLeft -= n;
        if (pduLeft == 0) {
            finishWhole(
                    assembler.segment(handle),
                    assembler.start(handle),
                    assembler.length(handle),
                    sink);
            dropHeld();
        }
        return at + n;
    }

    private void finishWhole(byte[] bytes, int start, int length, UnitSink sink) {
        association.onPdu(type, from, bytes, start, length, sink);
        sink.onUnit(type, from, bytes, start, length, 0);
        endPdu(sink);
    }

    private int pdvHeader(byte[] bytes, int at, int end, UnitSink sink) {
        int next = readHeader(bytes, at, end);
        if (headerCount < Dicom.PDV_HEADER_BYTES) {
            return next;
        }
        headerCount = 0;
        pduLeft -= Dicom.PDV_HEADER_BYTES;
        long itemLength = header >>> 16 & 0xFFFF_FFFFL;
        fragmentLeft = itemLength - 2;
        if (fragmentLeft < 0 || fragmentLeft > pduLeft) {
            pdvMalformed(sink);
            return next;
        }
        beginFragment((int) (header >>> 8) & 0xFF, (int) header & 0xFF, sink);
        return next;
    }

    private void beginFragment(int contextId, int control, UnitSink sink) {
        if (control > 3 || !association.contexts().isUsable(contextId)) {
            sink.onEvent(DecodeEvent.DICOM_PDV_MALFORMED);
        }
        dimse.onFragmentStart(contextId, control, sink);
        state = State.FRAGMENT;
        if (fragmentLeft == 0) {
            endFragment(sink);
        }
    }

    private int fragment(byte[] bytes, int at, int end, UnitSink sink) {
        int n = (int) Math.min(fragmentLeft, end - at);
        fragmentLeft -= n;
        pduLeft -= n;
        dimse.onFragmentBytes(bytes, at, n, fragmentLeft, sink);
        if (fragmentLeft == 0) {
            endFragment(sink);
        }
        return at + n;
    }

    private void endFragment(UnitSink sink) {
        dimse.onFragmentEnd(sink);
        state = State.PDV_HEADER;
        if (pduLeft == 0) {
            endPdu(sink);
        } else if (pduLeft < Dicom.PDV_HEADER_BYTES) {
            pdvMalformed(sink);
        }
    }

    /// The PDU still says where it ends: what is left of it is stepped over.
    private void pdvMalformed(UnitSink sink) {
        sink.onEvent(DecodeEvent.DICOM_PDV_MALFORMED);
        sound = false;
        dimse.abandon(sink);
        state = State.SKIP;
        if (pduLeft == 0) {
            endPdu(sink);
        }
    }

    private int skip(int at, int end, UnitSink sink) {
        int n = (int) Math.min(pduLeft, end - at);
        pduLeft -= n;
        if (pduLeft == 0) {
            endPdu(sink);
        }
        return at + n;
    }

    private void skipMissing(long missingBytes, UnitSink sink) {
        pduLeft -= missingBytes;
        if (pduLeft == 0) {
            endPdu(sink);
        }
    }

    private void endPdu(UnitSink sink) {
        if (!touched) {
            sink.onCount(type - 1);
            association.onWholePdu(sound);
        }
        toHeader();
    }

    private void outOfStep(UnitSink sink) {
        dimse.abandon(sink);
        if (association.onDesynchronised(sink)) {
            long seen = header;
            startHunt(false);
            newer = seen;
            hunted = Dicom.PDU_HEADER_BYTES;
        }
    }

    /// @param atStart the next byte may well begin a PDU, as the first one after lost segments does
    private void startHunt(boolean atStart) {
        this.atStart = atStart;
        older = 0;
        newer = 0;
        hunted = 0;
        state = State.HUNT;
    }

    private int hunt(byte[] bytes, int at, int end, UnitSink sink) {
        int next = at;
        while (next < end) {
            older = older << 8 | (int) (newer >>> 56);
            newer = newer << 8 | Bytes.u8(bytes, next++);
            hunted++;
            if (hunted >= PduSignature.P_DATA_BYTES && PduSignature.isPData(older, newer)) {
                resume(sink);
                return next;
            }
            if (atStart && hunted == headerBytes.length && isRelease()) {
                resumeWithRelease(sink);
                return next;
            }
            if (hunted > MAX_HUNTED_BYTES) {
                association.fail();
                return end;
            }
        }
        return next;
    }

    private void resume(UnitSink sink) {
        association.onPlausibleHeader();
        type = Dicom.P_DATA_TF;
        touched = false;
        sound = true;
        headerCount = 0;
        pduLeft = PduSignature.pduLength(older, newer) - Dicom.PDV_HEADER_BYTES;
        fragmentLeft = PduSignature.itemLength(newer) - 2;
        association.onData(sink);
        beginFragment(PduSignature.contextId(newer), PduSignature.control(newer), sink);
    }

    /// `05 00 00 00 00 04 00 00 00 00` and its like: the last two bytes of `older`, all of `newer`.
    private boolean isRelease() {
        int first = older & 0xFFFF;
        boolean release = first == Dicom.RELEASE_RQ << 8 || first == Dicom.RELEASE_RP << 8;
        boolean abort = first == Dicom.ABORT << 8 && (newer >>> 8 & 0xFF) <= 2;
        return newer >>> 32 == FIXED_LENGTH
                && (release && (int) newer == 0 || abort && (newer >>> 16 & 0xFFFF) == 0);
    }

    private void resumeWithRelease(UnitSink sink) {
        association.onPlausibleHeader();
        type = older >>> 8 & 0xFF;
        touched = false;
        sound = true;
        Bytes.putU16(headerBytes, 0, older);
        Bytes.putU64(headerBytes, 2, newer);
        finishWhole(headerBytes, 0, headerBytes.length, sink);
    }

    private void toHeader() {
        header = 0;
        headerCount = 0;
        state = State.HEADER;
    }

    private void dropHeld() {
        assembler.release(handle);
        handle = UnitAssembler.NONE;
    }
}
