package io.wardtap.protocol.hl7;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.status.DecodeStatus;
import io.wardtap.protocol.unit.Facts;
import io.wardtap.protocol.unit.FlowStates;
import io.wardtap.protocol.unit.KeyedHash;
import io.wardtap.protocol.unit.ParserContext;
import io.wardtap.protocol.unit.ProtocolParser;

/// Reads HL7 v2 messages: header, acknowledgement, which fields carry patient data, which devices
/// and systems speak. Joins acknowledgements to the messages of the other direction of their flow.
/// Confined to one parser thread.
public final class Hl7Parser implements ProtocolParser {
    /// Conversations whose messages are joined to their acknowledgements.
    static final int MAX_CONVERSATIONS = 1 << 16;

    /// Domain of control id hashes.
    private static final int CONTROL_ID_DOMAIN = 1;

    private static final int MSH = Hl7Segments.MSH;
    private static final int MSA = Hl7Phi.segment("MSA");
    private static final int SFT = Hl7Phi.segment("SFT");
    private static final int OBX = Hl7Phi.segment("OBX");
    private static final int PRT = Hl7Phi.segment("PRT");
    private static final int EQU = Hl7Phi.segment("EQU");
    private static final int DSC = Hl7Phi.segment("DSC");
    private static final int UAC = Hl7Phi.segment("UAC");

    private static final int NUMBER = 'N' << 8 | 'M';
    private static final int LONGEST_VERSION = 8;

    private static final class Conversation {
        final PendingMessages originator = new PendingMessages();
        final PendingMessages responder = new PendingMessages();
        final BatchCount originatorBatch = new BatchCount();
        final BatchCount responderBatch = new BatchCount();

        BatchCount batchOf(Direction from) {
            return from == Direction.ORIGINATOR ? originatorBatch : responderBatch;
        }

        PendingMessages of(Direction from) {
            return from == Direction.ORIGINATOR ? originator : responder;
        }

        void clear() {
            originator.clear();
            responder.clear();
            originatorBatch.clear();
            responderBatch.clear();
        }
    }

    private final KeyedHash correlationHash;
    private final ShortTexts codes;
    private final Hl7Segments segments = new Hl7Segments();
    private final DirectValues direct = new DirectValues();
    private final PhiReader phi;
    private final SystemIdentity identity;
    private final HeaderFields header = new HeaderFields(segments);
    private final DeviceObservations observations;
    private final InjectionScan injection = new InjectionScan(segments);
    private final FlowStates<Conversation> conversations =
            new FlowStates<>(MAX_CONVERSATIONS, Conversation::new);
    private final byte[] type = new byte[8];

    public Hl7Parser(ParserContext context) {
        correlationHash = context.correlationHash();
        phi = new PhiReader(segments, direct, context.patientHash());
        identity = new SystemIdentity(segments, direct, context.names(), correlationHash);
        observations = new DeviceObservations(segments, direct, context.names());
        codes = new ShortTexts(context.names());
    }

    @Override
    public void onUnit(
            long flow,
            int unitType,
            Direction from,
            long timeNs,
            byte[] bytes,
            int start,
            int length,
            long detail,
            Facts facts) {
        if (!(facts instanceof Hl7Facts found)) {
            return;
        }
        found.bytes = Hl7.messageBytes(detail);
        found.framing = Hl7.framing(detail);
        found.isUtf16 = Hl7.isUtf16(detail);
        found.hasLineFeeds = (detail & Hl7.LINE_FEEDS) != 0;
        found.hasLongField = (detail & Hl7.LONG_FIELD) != 0;
        found.hasLongSegment = (detail & Hl7.LONG_SEGMENT) != 0;
        DecodeStatus status = segments.wrap(bytes, start, length);
        if (status == DecodeStatus.UNSUPPORTED) {
            found.malformed = true;
            return;
        }
        phi.begin(found, Hl7.isAbridged(detail) ? found.bytes - length : 0);
        identity.begin();
        while (segments.next()) {
            readSegment(found);
        }
        identity.resolve(found);
        found.segments = segments.count();
        found.phiDirect = found.phi.anyDirect();
        if (found.programs > 0) {
            found.injectionSigns |= InjectionSign.PROGRAM.bit();
        }
        found.malformed =
                status != DecodeStatus.OK
                        || found.messageType.isEmpty()
                        || segments.unreadableLines() > 0;
        if (found.acknowledgmentCode.isEmpty()) {
            found.bodyDigest = BodyDigest.of(found.controlIdHash, bytes, start, length);
        }
        profile(found);
        correlate(flow, from, timeNs, detail, found);
    }

    @Override
    public void onFlowEnd(long flow) {
        Conversation conversation = conversations.remove(flow);
        if (conversation != null) {
            conversation.clear();
            conversations.recycle(conversation);
        }
    }

    private void readSegment(Hl7Facts found) {
        int id = segments.id();
        if (id == OBX) {
            boolean plain = phi.isPlainObservation();
            if (!plain || segments.shortSecondField() != NUMBER) {
                injection.onSegment(found);
            }
            if (plain) {
                return;
            }
            segments.split();
            identity.onEquipment(18);
            observations.onObservation(found);
        } else if (id == MSH) {
            if (segments.count() == 1) {
                readHeader(found);
            }
        } else if (id == MSA) {
            readAcknowledgment(found);
        } else if (id == PRT) {
            segments.split();
            identity.onParticipation();
        } else if (id == SFT) {
            segments.split();
            identity.onSoftware();
        } else if (id == EQU) {
            segments.split();
            identity.onEquipment(1);
        } else if (id == DSC || id == UAC || id >>> 16 == 'Z') {
            rareSegment(id, found);
        }
        if (id != OBX) {
            injection.onSegment(found);
        }
        phi.onSegment();
    }

    private void rareSegment(int id, Hl7Facts found) {
        if (id >>> 16 == 'Z') {
            found.siteSegments++;
            return;
        }
        segments.split();
        if (id == DSC) {
            found.isContinued = segments.has(1);
        } else {
            found.hasCredential = segments.has(2);
        }
    }

    private void readHeader(Hl7Facts found) {
        segments.split();
        identity.onMsh();
        if (segments.has(9)) {
            found.messageType = messageType(segments.start(9), segments.end(9));
        }
        found.controlIdHash = controlIdHash(10);
        header.read(found);
        if (!found.messageType.startsWith("ACK")) {
            header.controlIdNumber(found);
        }
        if (segments.has(11)) {
            int start = segments.start(11);
            int end = segments.componentEnd(start, segments.end(11));
            int b = Bytes.u8(segments.bytes(), start);
            if (end - start == 1 && b >= 'A' && b <= 'Z') {
                found.processingId = code(start, 1);
            }
        }
        if (segments.has(12)) {
            int start = segments.start(12);
            int end = segments.componentEnd(start, segments.end(12));
            if (isVersion(start, end)) {
                found.version = code(start, end - start);
            }
        }
    }

    /// The trigger R40 is an alert's in any version (IHE PCD-04); observations coded in MDC without
    /// a profile are those of PCD-01.
    private static void profile(Hl7Facts found) {
        boolean alert = found.messageType.equals("ORU^R40");
        if (!found.isMdc && !alert && found.profile.isEmpty()) {
            return;
        }
        found.isAlarm = alert || found.profile.equals("PCD-04");
        if (found.profile.isEmpty()) {
            if (found.isAlarm) {
                found.profile = "PCD-04";
            } else if (found.isMdc && found.messageType.equals("ORU^R01")) {
                found.profile = "PCD-01";
            }
        }
    }

    private void readAcknowledgment(Hl7Facts found) {
        segments.split();
        if (segments.has(1) && segments.end(1) - segments.start(1) == 2) {
            found.acknowledgmentCode =
                    switch (Bytes.u16(segments.bytes(), segments.start(1))) {
                        case 'A' << 8 | 'A' -> "AA";
                        case 'A' << 8 | 'E' -> "AE";
                        case 'A' << 8 | 'R' -> "AR";
                        case 'C' << 8 | 'A' -> "CA";
                        case 'C' << 8 | 'E' -> "CE";
                        case 'C' << 8 | 'R' -> "CR";
                        default -> "";
                    };
        }
        found.acknowledgedControlIdHash = controlIdHash(2);
    }

    private long controlIdHash(int field) {
        if (!segments.has(field)) {
            return 0;
        }
        byte[] bytes = segments.bytes();
        int start = segments.start(field);
        int end = segments.end(field);
        while (start < end && Bytes.u8(bytes, start) == ' ') {
            start++;
        }
        while (end > start && Bytes.u8(bytes, end - 1) == ' ') {
            end--;
        }
        return end == start
                ? 0
                : correlationHash.hash(CONTROL_ID_DOMAIN, bytes, start, end - start);
    }

    /// Type and trigger as `ADT^A01`, whatever the component separator; empty when of another
    /// shape.
    private String messageType(int start, int to) {
        int end = segments.componentEnd(start, to);
        if (!isCode(start, end)) {
            return "";
        }
        int trigger = end + 1;
        int triggerEnd = trigger < to ? segments.componentEnd(trigger, to) : trigger;
        if (triggerEnd == trigger) {
            return code(start, 3);
        }
        if (!isCode(trigger, triggerEnd)) {
            return "";
        }
        if (segments.componentSeparator() == '^') {
            return code(start, 7);
        }
        Bytes.copy(segments.bytes(), start, type, 0, 7);
        Bytes.putU8(type, 3, '^');
        return codes.of(Bytes.u64Le(type, 0), type, 0, 7);
    }

    private String code(int start, int length) {
        return codes.of(segments.text(start, length), segments.bytes(), start, length);
    }

    private boolean isCode(int from, int to) {
        if (to - from != 3) {
            return false;
        }
        for (int at = from; at < to; at++) {
            int b = Bytes.u8(segments.bytes(), at);
            if (!((b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9'))) {
                return false;
            }
        }
        return true;
    }

    private boolean isVersion(int from, int to) {
        if (from == to || to - from > LONGEST_VERSION) {
            return false;
        }
        for (int at = from; at < to; at++) {
            int b = Bytes.u8(segments.bytes(), at);
            if ((b < '0' || b > '9') && (b != '.' || at == from)) {
                return false;
            }
        }
        return to - from == 1 || Bytes.u8(segments.bytes(), from + 1) == '.';
    }

    private void correlate(long flow, Direction from, long timeNs, long detail, Hl7Facts found) {
        boolean answers = found.acknowledgedControlIdHash != 0;
        boolean expectsAnswer = found.controlIdHash != 0 && !found.messageType.startsWith("ACK");
        boolean batch =
                (detail & Hl7.OPENS_BATCH) != 0
                        || segments.opensBatch()
                        || segments.batchCount() != Hl7Segments.NO_TRAILER;
        if (!answers && !expectsAnswer && !batch) {
            return;
        }
        Conversation conversation = conversations.get(flow);
        if (conversation == null) {
            return;
        }
        conversation.batchOf(from).onMessage((detail & Hl7.OPENS_BATCH) != 0, segments, found);
        if (answers) {
            PendingMessages pending = conversation.of(from.opposite());
            int place = pending.find(found.acknowledgedControlIdHash, timeNs);
            if (place >= 0) {
                found.acknowledgmentLatencyNs = Math.max(0, timeNs - pending.timeNs(place));
                found.acknowledgedMessageType = pending.type(place);
                // a commit acknowledgement is followed by the application's
                if (!found.acknowledgmentCode.startsWith("C")) {
                    pending.remove(place);
                }
            }
        }
        if (expectsAnswer) {
            conversation.of(from).add(found.controlIdHash, timeNs, found.messageType);
        }
    }
}
