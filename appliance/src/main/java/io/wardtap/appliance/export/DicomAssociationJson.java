package io.wardtap.appliance.export;

import com.fasterxml.jackson.core.io.SerializedString;

import io.wardtap.protocol.dicom.DicomFacts;
import io.wardtap.protocol.dicom.DicomReasons;
import io.wardtap.protocol.dicom.Negotiation;

import java.io.IOException;

/// Of `wardtap.dicom`: what an association's two ends offered and agreed on, and why it was refused
/// or cut. Confined to one thread.
final class DicomAssociationJson {
    private static final SerializedString REJECT_SOURCE = JsonOut.key("reject_source");
    private static final SerializedString REJECT_REASON = JsonOut.key("reject_reason");
    private static final SerializedString ABORT_SOURCE = JsonOut.key("abort_source");
    private static final SerializedString ABORT_REASON = JsonOut.key("abort_reason");
    private static final SerializedString REASON = JsonOut.key("reason");
    private static final SerializedString CLASS_UID = JsonOut.key("implementation_class_uid");
    private static final SerializedString VERSION = JsonOut.key("implementation_version");
    private static final SerializedString ACCEPTOR_CLASS_UID =
            JsonOut.key("acceptor_implementation_class_uid");
    private static final SerializedString ACCEPTOR_VERSION =
            JsonOut.key("acceptor_implementation_version");
    private static final SerializedString TRANSFER_SYNTAXES = JsonOut.key("transfer_syntaxes");
    private static final SerializedString SOP_CLASSES = JsonOut.key("sop_classes");
    private static final SerializedString MAX_PDU = JsonOut.key("max_pdu_bytes");
    private static final SerializedString ACCEPTOR_MAX_PDU = JsonOut.key("acceptor_max_pdu_bytes");
    private static final SerializedString CONTEXTS = JsonOut.key("contexts");
    private static final SerializedString PROPOSED = JsonOut.key("proposed");
    private static final SerializedString ACCEPTED = JsonOut.key("accepted");
    private static final SerializedString USER_REJECTED = JsonOut.key("user_rejected");
    private static final SerializedString NO_REASON = JsonOut.key("no_reason");
    private static final SerializedString ABSTRACT_SYNTAX = JsonOut.key("abstract_syntax");
    private static final SerializedString TRANSFER_SYNTAX = JsonOut.key("transfer_syntaxes");
    private static final SerializedString FAULTS = JsonOut.key("faults");
    private static final SerializedString ASYNC_INVOKED = JsonOut.key("async_invoked");
    private static final SerializedString ASYNC_PERFORMED = JsonOut.key("async_performed");
    private static final SerializedString ROLE_SELECTIONS = JsonOut.key("role_selections");
    private static final SerializedString SCP_ROLES = JsonOut.key("scp_roles");
    private static final SerializedString EXTENDED = JsonOut.key("extended_negotiation");
    private static final SerializedString COMMON_EXTENDED =
            JsonOut.key("common_extended_negotiation");
    private static final SerializedString RELATIONAL = JsonOut.key("relational_queries");
    private static final SerializedString IDENTITY_TYPE = JsonOut.key("user_identity_type");
    private static final SerializedString IDENTITY_HASH = JsonOut.key("user_identity_hash");
    private static final SerializedString IDENTITY_BYTES = JsonOut.key("user_identity_bytes");
    private static final SerializedString IDENTITY_ANSWERED = JsonOut.key("user_identity_answered");

    private final JsonOut out;

    DicomAssociationJson(JsonOut out) {
        this.out = out;
    }

    void write(DicomFacts facts) throws IOException {
        out.known(REJECT_SOURCE, facts.rejectSource);
        out.known(REJECT_REASON, facts.rejectReason);
        if (facts.rejectSource >= 0) {
            out.text(REASON, DicomReasons.rejection(facts.rejectSource, facts.rejectReason), 64);
        }
        abort(facts);
        out.uid(CLASS_UID, facts.implementationClassUid);
        out.name(VERSION, facts.implementationVersion);
        out.uid(ACCEPTOR_CLASS_UID, facts.acceptorImplementationClassUid);
        out.name(ACCEPTOR_VERSION, facts.acceptorImplementationVersion);
        out.uids(TRANSFER_SYNTAXES, facts.transferSyntaxUids);
        out.uids(SOP_CLASSES, facts.abstractSyntaxUids);
        out.known(MAX_PDU, facts.maximumPduLength);
        Negotiation negotiation = facts.negotiation;
        out.known(ACCEPTOR_MAX_PDU, negotiation.acceptorMaximumPduLength);
        contexts(negotiation);
        operations(negotiation);
        out.known(IDENTITY_TYPE, facts.userIdentityType);
        out.hash(IDENTITY_HASH, facts.userIdentityHash);
        out.known(IDENTITY_BYTES, negotiation.identityBytes);
        out.flagged(IDENTITY_ANSWERED, negotiation.serverResponseBytes >= 0);
    }

    /// Of an A-ABORT, whatever it ended.
    void abort(DicomFacts facts) throws IOException {
        out.known(ABORT_SOURCE, facts.abortSource);
        out.known(ABORT_REASON, facts.abortReason);
        if (facts.abortSource >= 0) {
            out.text(REASON, DicomReasons.abort(facts.abortSource, facts.abortReason), 64);
        }
    }

    private void contexts(Negotiation negotiation) throws IOException {
        if (negotiation.proposedContexts
                        + negotiation.acceptedContexts
                        + negotiation.contextFaults
                        + negotiation.refusedContexts()
                == 0) {
            return;
        }
        out.object(CONTEXTS);
        out.number(PROPOSED, negotiation.proposedContexts);
        out.number(ACCEPTED, negotiation.acceptedContexts);
        out.counted(USER_REJECTED, negotiation.userRejectedContexts);
        out.counted(NO_REASON, negotiation.unexplainedContexts);
        out.counted(ABSTRACT_SYNTAX, negotiation.abstractSyntaxRefused);
        out.counted(TRANSFER_SYNTAX, negotiation.transferSyntaxesRefused);
        out.counted(FAULTS, negotiation.contextFaults);
        out.end();
    }

    /// The acceptor's word counts where it answered.
    private void operations(Negotiation negotiation) throws IOException {
        boolean answered = negotiation.acceptedInvokedOperations >= 0;
        out.known(
                ASYNC_INVOKED,
                answered ? negotiation.acceptedInvokedOperations : negotiation.invokedOperations);
        out.known(
                ASYNC_PERFORMED,
                answered
                        ? negotiation.acceptedPerformedOperations
                        : negotiation.performedOperations);
        out.counted(ROLE_SELECTIONS, negotiation.roleSelections);
        out.uids(SCP_ROLES, negotiation.scpRoleUids);
        out.uids(EXTENDED, negotiation.extendedUids);
        out.counted(COMMON_EXTENDED, negotiation.commonExtended);
        out.flagged(RELATIONAL, negotiation.relationalQueries);
    }
}
