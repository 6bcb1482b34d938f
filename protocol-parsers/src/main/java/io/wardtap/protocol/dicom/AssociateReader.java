package io.wardtap.protocol.dicom;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.status.DecodeStatus;
import io.wardtap.protocol.unit.KeyedHash;

/// Reads A-ASSOCIATE-RQ and -AC PDUs into an [AssociationTracker] (PS3.8 section 9.3.2 and 9.3.3,
/// PS3.7 Annex D.3.3). Confined to one parser thread; allocates only for names that are new.
final class AssociateReader {
    /// Sub-items of one User Information item.
    private static final int MAX_SUB_ITEMS = 512;

    /// Domain of the user name's hash.
    private static final int HASH_USER_NAME = 3;

    private final DicomNames names;
    private final KeyedHash correlationHash;
    private final AssociatePdu pdu = new AssociatePdu();
    private final ItemCursor items = new ItemCursor();
    private final ItemCursor subItems = new ItemCursor();

    AssociateReader(DicomNames names, KeyedHash correlationHash) {
        this.names = names;
        this.correlationHash = correlationHash;
    }

    void readRequest(byte[] bytes, int start, int length, AssociationTracker tracker) {
        if (pdu.wrap(bytes, start, length) != DecodeStatus.OK) {
            return;
        }
        titles(bytes, tracker);
        pdu.items(items);
        while (items.next()) {
            if (items.type() == ItemCursor.PRESENTATION_CONTEXT_RQ) {
                syntax(bytes, ItemCursor.ABSTRACT_SYNTAX, tracker.abstractSyntax);
            } else if (items.type() == ItemCursor.USER_INFORMATION) {
                requestorInformation(bytes, tracker);
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
        pdu.items(items);
        while (items.next()) {
            if (items.type() == ItemCursor.PRESENTATION_CONTEXT_AC) {
                boolean accepted = items.length() >= 4 && Bytes.u8(bytes, items.start() + 2) == 0;
                if (accepted) {
                    syntax(bytes, ItemCursor.TRANSFER_SYNTAX, tracker.transferSyntax);
                }
            } else if (items.type() == ItemCursor.USER_INFORMATION) {
                acceptorInformation(bytes, tracker);
            }
        }
    }

    private void titles(byte[] bytes, AssociationTracker tracker) {
        tracker.calledAeTitle = names.name(bytes, pdu.calledAeTitle(), AssociatePdu.AE_TITLE_BYTES);
        tracker.callingAeTitle =
                names.name(bytes, pdu.callingAeTitle(), AssociatePdu.AE_TITLE_BYTES);
    }

    /// Notes one kind of UID of a presentation context under the context's slot.
    private void syntax(byte[] bytes, int wanted, String[] bySlot) {
        if (items.length() < 4) {
            return;
        }
        int slot = Bytes.u8(bytes, items.start()) >>> 1;
        subItems.wrap(bytes, items.start() + 4, items.start() + items.length());
        while (subItems.next()) {
            if (subItems.type() == wanted) {
                bySlot[slot] = uid(bytes);
            }
        }
    }

    private void requestorInformation(byte[] bytes, AssociationTracker tracker) {
        subItems.wrap(bytes, items.start(), items.start() + items.length());
        for (int i = 0; i < MAX_SUB_ITEMS && subItems.next(); i++) {
            switch (subItems.type()) {
                case ItemCursor.MAXIMUM_LENGTH -> {
                    if (subItems.length() == 4) {
                        tracker.maximumPduLength = Bytes.u32(bytes, subItems.start());
                    }
                }
                case ItemCursor.IMPLEMENTATION_CLASS_UID ->
                        tracker.implementationClassUid = uid(bytes);
                case ItemCursor.IMPLEMENTATION_VERSION_NAME ->
                        tracker.implementationVersion = name(bytes);
                case ItemCursor.USER_IDENTITY -> userIdentity(bytes, tracker);
                default -> {
                    // nothing that is used
                }
            }
        }
    }

    private void acceptorInformation(byte[] bytes, AssociationTracker tracker) {
        subItems.wrap(bytes, items.start(), items.start() + items.length());
        for (int i = 0; i < MAX_SUB_ITEMS && subItems.next(); i++) {
            switch (subItems.type()) {
                case ItemCursor.IMPLEMENTATION_CLASS_UID ->
                        tracker.acceptorImplementationClassUid = uid(bytes);
                case ItemCursor.IMPLEMENTATION_VERSION_NAME ->
                        tracker.acceptorImplementationVersion = name(bytes);
                default -> {
                    // nothing that is used
                }
            }
        }
    }

    /// PS3.7 Annex D.3.3.7: `u8 type, u8 response wanted, u16 length, primary field, ...`. Of the
    /// fields only a user name is looked at, to hash it.
    private void userIdentity(byte[] bytes, AssociationTracker tracker) {
        if (subItems.length() < 4) {
            return;
        }
        int start = subItems.start();
        int type = Bytes.u8(bytes, start);
        int primary = Bytes.u16(bytes, start + 2);
        tracker.userIdentityType = type;
        if ((type == 1 || type == 2) && primary > 0 && primary <= subItems.length() - 4) {
            tracker.userIdentityHash =
                    correlationHash.hash(HASH_USER_NAME, bytes, start + 4, primary);
        }
    }

    private String uid(byte[] bytes) {
        return names.uid(bytes, subItems.start(), subItems.length());
    }

    private String name(byte[] bytes) {
        return names.name(bytes, subItems.start(), subItems.length());
    }
}
