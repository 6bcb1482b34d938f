package io.wardtap.protocol.astm;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.medical.MedicalNames;
import io.wardtap.protocol.medical.PatientValues;
import io.wardtap.protocol.unit.Facts;
import io.wardtap.protocol.unit.FlowStates;
import io.wardtap.protocol.unit.NameInterner;
import io.wardtap.protocol.unit.ParserContext;
import io.wardtap.protocol.unit.ProtocolParser;

/// Reads ASTM messages: who sends (H-5), what kinds of records there are, which fields carry
/// patient data. Keeps each direction's delimiters for parts that come without a header. Confined
/// to one parser thread.
public final class AstmParser implements ProtocolParser {
    /// Conversations whose delimiters are kept; others have the usual ones.
    static final int MAX_CONVERSATIONS = 1 << 14;

    private static final int USUAL_DELIMITERS = '|' << 16 | '\\' << 8 | '^';

    private static final class Conversation {
        final int[] delimiters = {USUAL_DELIMITERS, USUAL_DELIMITERS};

        void clear() {
            java.util.Arrays.fill(delimiters, USUAL_DELIMITERS);
        }
    }

    private final FlowStates<Conversation> conversations =
            new FlowStates<>(MAX_CONVERSATIONS, Conversation::new);
    private final AstmRecords records = new AstmRecords();
    private final PatientValues patients;
    private final MedicalNames names;
    private final NameInterner interner;
    private final int[] sender = new int[8]; // start and end of four components of H-5
    private int receiverStart;
    private int receiverEnd;

    public AstmParser(ParserContext context) {
        interner = context.names();
        patients = new PatientValues(context.patientHash());
        names = new MedicalNames(interner, patients);
    }

    @Override
    public void onUnit(
            long flow,
            int type,
            Direction from,
            long timeNs,
            byte[] bytes,
            int start,
            int length,
            long detail,
            Facts facts) {
        if (!(facts instanceof AstmFacts found)) {
            return;
        }
        found.bytes = length;
        framing(detail, found);
        Conversation conversation = conversations.get(flow);
        int delimiters =
                conversation == null ? USUAL_DELIMITERS : conversation.delimiters[from.ordinal()];
        records.wrap(bytes, start, length, delimiters);
        patients.begin(bytes);
        java.util.Arrays.fill(sender, 0);
        receiverStart = 0;
        receiverEnd = 0;
        while (records.next()) {
            onRecord(found);
        }
        if (conversation != null) {
            conversation.delimiters[from.ordinal()] = records.delimiters();
        }
        identity(bytes, found);
        judge(found);
    }

    @Override
    public void onFlowEnd(long flow) {
        Conversation conversation = conversations.remove(flow);
        if (conversation != null) {
            conversation.clear();
            conversations.recycle(conversation);
        }
    }

    private static void framing(long detail, AstmFacts found) {
        found.isUnframed = (detail & Astm.UNFRAMED) != 0;
        found.isContinuation = (detail & Astm.CONTINUES) != 0;
        found.isContinued = (detail & Astm.CONTINUED) != 0;
        found.frames = Astm.frames(detail);
        found.naks = Astm.naks(detail);
        found.checksumFaults = Astm.checksumFaults(detail);
        found.sequenceFaults = Astm.sequenceFaults(detail);
        found.repeatedFrames = Astm.repeats(detail);
    }

    private void onRecord(AstmFacts found) {
        if (!records.isWellFormed()) {
            found.unknownRecords++;
            return;
        }
        switch (records.type()) {
            case 'H' -> onHeader(found);
            case 'P' -> {
                found.patients++;
                mark(found);
                patient(found);
            }
            case 'O' -> {
                found.orders++;
                found.controlOrders += records.code(12) == 'Q' ? 1 : 0;
                mark(found);
            }
            case 'R' -> {
                found.results++;
                mark(found);
            }
            case 'C' -> {
                found.comments++;
                mark(found);
            }
            case 'Q' -> onQuery(found);
            case 'L' -> found.terminationCode = letter(3);
            case 'M' -> found.manufacturerRecords++;
            default -> found.scientificRecords++;
        }
    }

    private void onHeader(AstmFacts found) {
        found.hasPassword |= records.has(4);
        if (records.has(5)) {
            int to = records.end(5);
            for (int i = 0; i < 4; i++) {
                int at = records.component(5, i + 1);
                sender[2 * i] = Math.max(at, 0);
                sender[2 * i + 1] = at < 0 ? 0 : records.componentEnd(at, to);
            }
        }
        if (records.has(10)) {
            receiverStart = records.start(10);
            receiverEnd = records.componentEnd(receiverStart, records.end(10));
        }
        found.processingId = letter(12);
        if (records.has(13)) {
            found.version =
                    names.version(records.bytes(), records.start(13), records.end(13), found);
        }
    }

    /// Q-3 is `patient^specimen`, or ALL (LIS02-A2 11.1.3).
    private void onQuery(AstmFacts found) {
        found.queries++;
        if (!records.has(3)) {
            return;
        }
        int start = records.start(3);
        int end = records.componentEnd(start, records.end(3));
        if (isAll(start, end)) {
            found.asksForAll = true;
        } else if (records.hasContent(start, end)) {
            mark(found);
            patients.add(start, end);
            patients.identifier(start, end, found.phi);
        }
    }

    private void mark(AstmFacts found) {
        for (int wanted : AstmPhi.fieldsOf(records.type())) {
            if (records.has(wanted >>> 16)) {
                found.phi.mark(wanted & 0xFFFF);
            }
        }
    }

    /// Counts the patient by the first of its identifiers, else by its name.
    private void patient(AstmFacts found) {
        boolean identified = false;
        for (int n = 3; n <= 5; n++) {
            if (records.has(n)) {
                int start = records.start(n);
                int end = records.componentEnd(start, records.end(n));
                patients.add(start, end);
                if (!identified && records.hasContent(start, end)) {
                    identified = true;
                    patients.identifier(start, end, found.phi);
                }
            }
        }
        for (int n = 6; n <= 7; n++) {
            if (records.has(n)) {
                addComponents(n);
            }
        }
        if (!identified && records.has(6)) {
            int to = records.end(6);
            int family = records.start(6);
            int given = Math.max(records.component(6, 2), family);
            int familyEnd = records.componentEnd(family, to);
            int givenEnd = given == family ? family : records.componentEnd(given, to);
            patients.name(family, familyEnd, given, givenEnd, found.phi);
        }
    }

    private void addComponents(int n) {
        int to = records.end(n);
        patients.add(records.start(n), to);
        int at = records.start(n);
        while (at < to) {
            int end = records.componentEnd(at, to);
            patients.add(at, end);
            at = end + 1;
        }
    }

    /// Names become strings when all of the unit has been seen: none may be one of its patients'.
    /// H-5 is `vendor^model^software^serial` mostly; alone, its first component names the system.
    private void identity(byte[] bytes, AstmFacts found) {
        found.sender = names.name(bytes, sender[0], sender[1], found);
        found.receiver = names.name(bytes, receiverStart, receiverEnd, found);
        found.model = names.name(bytes, sender[2], sender[3], found);
        found.software = names.version(bytes, sender[4], sender[5], found);
        found.serial = names.serial(bytes, sender[6], sender[7], found);
        if (!found.model.isEmpty() || !found.serial.isEmpty()) {
            found.vendor = found.sender;
        }
    }

    private static void judge(AstmFacts found) {
        if (found.results > 0) {
            found.kind = "result";
        } else if (found.queries > 0) {
            found.kind = "query";
        } else if (found.orders > 0) {
            found.kind = "order";
        } else if (found.patients > 0) {
            found.kind = "patient";
        } else if (found.manufacturerRecords + found.scientificRecords > 0) {
            found.kind = "maker";
        } else if (found.unknownRecords == 0) {
            found.kind = "empty";
        }
        // results and queries come from analysers, or from what stands between them and the LIS
        if (found.results > 0 || found.queries > 0) {
            found.senderClass = "lab.analyzer";
            found.receiverClass = "lab.lis";
        } else if (found.orders > 0) {
            found.senderClass = "lab.lis";
            found.receiverClass = "lab.analyzer";
        }
        found.malformed = found.unknownRecords > 0;
    }

    /// The letter that field `n` is, or "".
    private String letter(int n) {
        int b = records.code(n);
        boolean letter = b >= 'A' && b <= 'Z';
        return letter ? interner.intern(records.bytes(), records.start(n), 1) : "";
    }

    private boolean isAll(int start, int end) {
        return end - start == 3
                && (Bytes.u8(records.bytes(), start) | 32) == 'a'
                && (Bytes.u8(records.bytes(), start + 1) | 32) == 'l'
                && (Bytes.u8(records.bytes(), start + 2) | 32) == 'l';
    }
}
