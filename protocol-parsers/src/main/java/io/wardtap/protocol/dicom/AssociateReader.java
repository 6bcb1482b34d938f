package io.wardtap.protocol.dicom;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.status.DecodeStatus;
import io.wardtap.protocol.unit.KeyedHash;

/// Reads A-ASSOCIATE-RQ and -AC PDUs into an [AssociationTracker] (PS3.8 section 9.3.2 and 9.3.3);
/// the User Information through the [UserInformationReader]. Confined to one parser thread;
/// allocates only for names that are new.
final class AssociateReader {
    /// Results of a presentation context (PS3.8 section 9.3.3.2).
    private static final int ACCEPTANCE = 0;

    private static final int USER_REJECTION = 1;
    private static final int NO_REASON = 2;
    private static final int ABSTRACT_SYNTAX_NOT_SUPPORTED = 3;
    private static final int TRANSFER_SYNTAXES_NOT_SUPPORTED = 4;

    private final DicomNames names;
    private final UserInformationReader userInformation;
    private final AssociatePdu pdu = new AssociatePdu();
    private final ItemCursor items = new ItemCursor();
    private final ItemCursor subItems = new ItemCursor();
    private final ContextIds contextIds = new ContextIds();

    AssociateReader(DicomNames names, KeyedHash correlationHash) {
        this.names = names;
        this.userInformation = new UserInformationReader(names, correlationHash);
    }

    void readRequest(byte[] bytes, int start, int length, AssociationTracker tracker) {
        if (pdu.wrap(bytes, start, length) != DecodeStatus.OK) {
            return;
        }
        titles(bytes, tracker);
        contextIds.clear();
        pdu.items(items);
        while (items.next()) {
            if (items.type() == ItemCursor.PRESENTATION_CONTEXT_RQ) {
                proposed(bytes, tracker);
            } else if (items.type() == ItemCursor.USER_INFORMATION) {
                userInformation.readRequestor(bytes, items.start(), items.length(), tracker);
            }
        }
    }

    void readAccept(byte[] bytes, int start, int length, AssociationTracker tracker) {
        if (pdu.wrap(bytes, start, length) != DecodeStatus.OK) {
            return;
        }
        // an acceptor may leave blank, or change, what it should only echo
        if (tracker.callingAeTitle.isEmpty() && tracker.calledAeTitle.isEmpty()) {
            titles(bytes, tracker);
        }
        tracker.isNegotiated = true;
        contextIds.clear();
        pdu.items(items);
        while (items.next()) {
            if (items.type() == ItemCursor.PRESENTATION_CONTEXT_AC) {
                answered(bytes, tracker);
            } else if (items.type() == ItemCursor.USER_INFORMATION) {
                userInformation.readAcceptor(bytes, items.start(), items.length(), tracker);
            }
        }
    }

    private void titles(byte[] bytes, AssociationTracker tracker) {
        tracker.calledAeTitle = names.name(bytes, pdu.calledAeTitle(), AssociatePdu.AE_TITLE_BYTES);
        tracker.callingAeTitle =
                names.name(bytes, pdu.callingAeTitle(), AssociatePdu.AE_TITLE_BYTES);
    }

    private void proposed(byte[] bytes, AssociationTracker tracker) {
        Negotiation negotiation = tracker.negotiation;
        if (isNewContext(bytes)) {
            negotiation.proposedContexts++;
            syntax(bytes, ItemCursor.ABSTRACT_SYNTAX, tracker.abstractSyntax);
        } else {
            negotiation.contextFaults++;
        }
    }

    private void answered(byte[] bytes, AssociationTracker tracker) {
        Negotiation negotiation = tracker.negotiation;
        if (!isNewContext(bytes)) {
            negotiation.contextFaults++;
            return;
        }
        int slot = Bytes.u8(bytes, items.start()) >>> 1;
        boolean unasked =
                negotiation.proposedContexts > 0 && tracker.abstractSyntax[slot].isEmpty();
        negotiation.contextFaults += unasked ? 1 : 0;
        switch (Bytes.u8(bytes, items.start() + 2)) {
            case ACCEPTANCE -> {
                negotiation.acceptedContexts++;
                syntax(bytes, ItemCursor.TRANSFER_SYNTAX, tracker.transferSyntax);
            }
            case USER_REJECTION -> negotiation.userRejectedContexts++;
            case NO_REASON -> negotiation.unexplainedContexts++;
            case ABSTRACT_SYNTAX_NOT_SUPPORTED -> negotiation.abstractSyntaxRefused++;
            case TRANSFER_SYNTAXES_NOT_SUPPORTED -> negotiation.transferSyntaxesRefused++;
            default -> negotiation.contextFaults++;
        }
    }

    private boolean isNewContext(byte[] bytes) {
        return items.length() >= 4 && contextIds.add(Bytes.u8(bytes, items.start()));
    }

    /// Notes one kind of UID of a presentation context under the context's slot.
    private void syntax(byte[] bytes, int wanted, String[] bySlot) {
        int slot = Bytes.u8(bytes, items.start()) >>> 1;
        subItems.wrap(bytes, items.start() + 4, items.start() + items.length());
        while (subItems.next()) {
            if (subItems.type() == wanted) {
                bySlot[slot] = names.uid(bytes, subItems.start(), subItems.length());
            }
        }
    }
}
