package io.wardtap.protocol.dicom;

import io.wardtap.protocol.flow.Direction;

import java.util.Arrays;
import java.util.List;

/// Follows one association: its state (PS3.8 section 9.2), who talks to whom and what was
/// negotiated as [AssociateReader] reads it, which command waits for its data set. Pooled; confined
/// to one parser thread.
final class AssociationTracker {
    AssociationState state = AssociationState.STA2;
    final OpenRequests openRequests = new OpenRequests();

    private final PendingCommand originatorCommand = new PendingCommand();
    private final PendingCommand responderCommand = new PendingCommand();
    final String[] abstractSyntax = new String[Dicom.MAX_CONTEXTS];
    final String[] transferSyntax = new String[Dicom.MAX_CONTEXTS];
    String callingAeTitle = "";
    String calledAeTitle = "";
    String implementationClassUid = "";
    String implementationVersion = "";
    String acceptorImplementationClassUid = "";
    String acceptorImplementationVersion = "";
    int userIdentityType = -1;
    long userIdentityHash;
    long maximumPduLength = -1;
    final Negotiation negotiation = new Negotiation();

    /// The acceptor's answer was seen: what the contexts mean is known.
    boolean isNegotiated;

    AssociationTracker() {
        clear();
    }

    void clear() {
        state = AssociationState.STA2;
        openRequests.clear();
        originatorCommand.clear();
        responderCommand.clear();
        Arrays.fill(abstractSyntax, "");
        Arrays.fill(transferSyntax, "");
        callingAeTitle = "";
        calledAeTitle = "";
        implementationClassUid = "";
        implementationVersion = "";
        acceptorImplementationClassUid = "";
        acceptorImplementationVersion = "";
        userIdentityType = -1;
        userIdentityHash = 0;
        maximumPduLength = -1;
        negotiation.clear();
        isNegotiated = false;
    }

    PendingCommand command(Direction from) {
        return from == Direction.ORIGINATOR ? originatorCommand : responderCommand;
    }

    String abstractSyntax(int contextId) {
        return abstractSyntax[contextId >>> 1];
    }

    String transferSyntax(int contextId) {
        return transferSyntax[contextId >>> 1];
    }

    void fillTitles(DicomFacts facts) {
        facts.callingAeTitle = callingAeTitle;
        facts.calledAeTitle = calledAeTitle;
    }

    void fillAssociation(DicomFacts facts) {
        facts.implementationClassUid = implementationClassUid;
        facts.implementationVersion = implementationVersion;
        facts.acceptorImplementationClassUid = acceptorImplementationClassUid;
        facts.acceptorImplementationVersion = acceptorImplementationVersion;
        facts.userIdentityType = userIdentityType;
        facts.userIdentityHash = userIdentityHash;
        facts.maximumPduLength = maximumPduLength;
        facts.negotiation.copyFrom(negotiation);
        for (int i = 0; i < Dicom.MAX_CONTEXTS; i++) {
            addOnce(facts.abstractSyntaxUids, abstractSyntax[i]);
            addOnce(facts.transferSyntaxUids, transferSyntax[i]);
        }
    }

    private static void addOnce(List<String> uids, String uid) {
        if (!uid.isEmpty() && !uids.contains(uid)) {
            uids.add(uid);
        }
    }
}
