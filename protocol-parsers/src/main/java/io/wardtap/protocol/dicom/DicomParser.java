package io.wardtap.protocol.dicom;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.dicom.DicomFacts.Kind;
import io.wardtap.protocol.dicom.DicomFacts.Result;
import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.unit.Facts;
import io.wardtap.protocol.unit.FlowStates;
import io.wardtap.protocol.unit.KeyedHash;
import io.wardtap.protocol.unit.ParserContext;
import io.wardtap.protocol.unit.ProtocolParser;

/// Reads the units of [PduFramer] into [DicomFacts].
///
/// - An association is reported once, when it is answered: accepted, rejected or aborted; when it
///   never was, by the framer's [Dicom#UNANSWERED] unit, with result NONE.
/// - A DIMSE message is reported once: at its command set, or at the end of its data set if it has
///   one. A data set whose command set was not seen is a message without a command field.
/// - An association that was accepted ends once: released, aborted or closed.
///
/// Confined to one parser thread; allocates nothing once warm.
public final class DicomParser implements ProtocolParser {
    /// Associations followed at once by one parser; those beyond are read unit by unit.
    public static final int MAX_ASSOCIATIONS = 50_000;

    /// Domain of the SOP instance's hash.
    private static final int HASH_SOP_INSTANCE = 4;

    private final DicomNames names;
    private final KeyedHash correlationHash;
    private final AssociateReader associates;
    private final DataSetReader dataSets;
    private final CommandSet command = new CommandSet();
    private final FlowStates<AssociationTracker> associations =
            new FlowStates<>(MAX_ASSOCIATIONS, AssociationTracker::new);
    private final AssociationTracker untracked = new AssociationTracker();

    public DicomParser(ParserContext context) {
        this.names = new DicomNames(context.names());
        this.correlationHash = context.correlationHash();
        this.associates = new AssociateReader(names, context.correlationHash());
        this.dataSets = new DataSetReader(names, context.patientHash());
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
        DicomFacts found = (DicomFacts) facts;
        AssociationTracker association = association(flow);
        switch (type) {
            case Dicom.ASSOCIATE_RQ -> onRequest(association, bytes, start, length);
            case Dicom.ASSOCIATE_AC -> {
                associates.readAccept(bytes, start, length, association);
                answered(association, type, Result.ACCEPTED, found);
            }
            case Dicom.ASSOCIATE_RJ -> onReject(association, bytes, start, length, found);
            case Dicom.RELEASE_RQ -> association.state = association.state.next(type);
            case Dicom.RELEASE_RP -> ended(association, type, Result.RELEASED, found);
            case Dicom.ABORT -> onAbort(association, bytes, start, length, found);
            case Dicom.UNANSWERED -> answered(association, Dicom.ABORT, Result.NONE, found);
            case Dicom.CLOSED -> ended(association, Dicom.ABORT, Result.CLOSED, found);
            case Dicom.COMMAND -> onCommand(association, from, bytes, start, length, detail, found);
            case Dicom.DATA_SET ->
                    onDataSet(association, from, bytes, start, length, detail, found);
            default -> {
                // no other type comes from the framer
            }
        }
        association.fillTitles(found);
    }

    @Override
    public void onFlowEnd(long flow) {
        AssociationTracker association = associations.remove(flow);
        if (association != null) {
            association.clear();
            associations.recycle(association);
        }
    }

    /// Flows beyond [#MAX_ASSOCIATIONS].
    public long untrackedFlows() {
        return associations.refused();
    }

    private AssociationTracker association(long flow) {
        AssociationTracker association = associations.get(flow);
        if (association == null) {
            untracked.clear();
            return untracked;
        }
        return association;
    }

    private void onRequest(AssociationTracker association, byte[] bytes, int start, int length) {
        association.clear();
        associates.readRequest(bytes, start, length, association);
        association.state = association.state.next(Dicom.ASSOCIATE_RQ);
    }

    private static void answered(
            AssociationTracker association, int event, Result result, DicomFacts facts) {
        facts.kind = Kind.ASSOCIATION;
        facts.result = result;
        association.fillAssociation(facts);
        association.state = association.state.next(event);
    }

    private static void ended(
            AssociationTracker association, int event, Result result, DicomFacts facts) {
        if (association.state != AssociationState.STA13) {
            facts.kind = Kind.END;
            facts.result = result;
            association.state = association.state.next(event);
        }
    }

    private static void onReject(
            AssociationTracker association, byte[] bytes, int start, int length, DicomFacts facts) {
        if (length < 10) {
            return;
        }
        boolean isPermanent = Bytes.u8(bytes, start + 7) == 1;
        facts.rejectSource = Bytes.u8(bytes, start + 8);
        facts.rejectReason = Bytes.u8(bytes, start + 9);
        answered(
                association,
                Dicom.ASSOCIATE_RJ,
                isPermanent ? Result.REJECTED_PERMANENT : Result.REJECTED_TRANSIENT,
                facts);
    }

    private static void onAbort(
            AssociationTracker association, byte[] bytes, int start, int length, DicomFacts facts) {
        boolean byUser = length < 10 || Bytes.u8(bytes, start + 8) == 0;
        Result result = byUser ? Result.ABORTED_BY_USER : Result.ABORTED_BY_PROVIDER;
        if (length >= 10) {
            facts.abortSource = Bytes.u8(bytes, start + 8);
            facts.abortReason = Bytes.u8(bytes, start + 9);
        }
        if (association.state == AssociationState.STA3) {
            answered(association, Dicom.ABORT, result, facts);
        } else {
            ended(association, Dicom.ABORT, result, facts);
        }
    }

    private void onCommand(
            AssociationTracker association,
            Direction from,
            byte[] bytes,
            int start,
            int length,
            long detail,
            DicomFacts facts) {
        association.state = association.state.next(Dicom.P_DATA_TF);
        PendingCommand pending = association.command(from);
        int contextId = (int) detail & 0xFF;
        // the framer has judged it already; fields before a fault count
        command.wrap(bytes, start, length);
        pending.read(command, contextId, names, bytes);
        pending.sopInstanceHash =
                command.sopInstanceLength() > 0
                        ? correlationHash.hash(
                                HASH_SOP_INSTANCE,
                                bytes,
                                command.sopInstanceStart(),
                                command.sopInstanceLength())
                        : 0;
        if (pending.sopClassUid.isEmpty()) {
            pending.sopClassUid = association.abstractSyntax(contextId);
        }
        pending.isOpen = (detail & Dicom.DATA_SET_FOLLOWS) != 0;
        if (!pending.isOpen) {
            pending.fill(facts);
            message(association, contextId, facts);
        }
    }

    private void onDataSet(
            AssociationTracker association,
            Direction from,
            byte[] bytes,
            int start,
            int length,
            long totalBytes,
            DicomFacts facts) {
        association.state = association.state.next(Dicom.P_DATA_TF);
        DataSetUnit unit = dataSets.wrap(bytes, start, length);
        PendingCommand pending = association.command(from);
        if (pending.isOpen && !unit.has(DataSetUnit.NO_COMMAND)) {
            pending.fill(facts);
            pending.isOpen = false;
        } else {
            facts.affectedSopClassUid = association.abstractSyntax(unit.contextId());
        }
        facts.hasDataSet = true;
        facts.dataSetBytes = totalBytes;
        facts.incomplete = unit.has(DataSetUnit.INCOMPLETE);
        dataSets.read(facts.commandField, facts);
        message(association, unit.contextId(), facts);
    }

    private static void message(AssociationTracker association, int contextId, DicomFacts facts) {
        facts.kind = Kind.MESSAGE;
        facts.transferSyntaxUid = association.transferSyntax(contextId);
        facts.contextUnknown = !association.isNegotiated;
        if (DicomCommands.isQuery(facts.commandField)) {
            association.openRequests.onRequest(facts);
        } else if (facts.commandField >= 0 && DicomCommands.isResponse(facts.commandField)) {
            association.openRequests.onResponse(facts);
        }
    }
}
