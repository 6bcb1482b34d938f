package io.wardtap.protocol.dicom;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.unit.KeyedHash;

/// Reads the sub-items of a User Information item into an [AssociationTracker] (PS3.7 Annex D.3.3,
/// PS3.8 Annex D). Of a user's identity only its type, sizes and a keyed hash of a user name are
/// kept. Confined to one parser thread; allocates only for names that are new.
final class UserInformationReader {
    /// Sub-items of one User Information item.
    static final int MAX_SUB_ITEMS = 512;

    /// Domain of the user name's hash.
    private static final int HASH_USER_NAME = 3;

    private static final int USER_NAME = 1;
    private static final int USER_NAME_AND_PASSCODE = 2;

    private final DicomNames names;
    private final KeyedHash correlationHash;
    private final ItemCursor subItems = new ItemCursor();

    UserInformationReader(DicomNames names, KeyedHash correlationHash) {
        this.names = names;
        this.correlationHash = correlationHash;
    }

    /// What the requestor says, in the item at `start`.
    void readRequestor(byte[] bytes, int start, int length, AssociationTracker tracker) {
        Negotiation negotiation = tracker.negotiation;
        subItems.wrap(bytes, start, start + length);
        for (int i = 0; i < MAX_SUB_ITEMS && subItems.next(); i++) {
            int at = subItems.start();
            switch (subItems.type()) {
                case ItemCursor.MAXIMUM_LENGTH ->
                        tracker.maximumPduLength = maximumLength(bytes, tracker.maximumPduLength);
                case ItemCursor.IMPLEMENTATION_CLASS_UID ->
                        tracker.implementationClassUid = names.uid(bytes, at, subItems.length());
                case ItemCursor.IMPLEMENTATION_VERSION_NAME ->
                        tracker.implementationVersion = names.name(bytes, at, subItems.length());
                case ItemCursor.ASYNCHRONOUS_OPERATIONS_WINDOW -> {
                    if (subItems.length() == 4) {
                        negotiation.invokedOperations = Bytes.u16(bytes, at);
                        negotiation.performedOperations = Bytes.u16(bytes, at + 2);
                    }
                }
                case ItemCursor.ROLE_SELECTION -> {
                    negotiation.roleSelections++;
                    if (isScpRole(bytes)) {
                        Negotiation.add(negotiation.scpRoleUids, ownUid(bytes));
                    }
                }
                case ItemCursor.EXTENDED_NEGOTIATION -> {
                    String uid = ownUid(bytes);
                    Negotiation.add(negotiation.extendedUids, uid);
                    negotiation.relationalQueries |= isRelational(bytes, uid);
                }
                case ItemCursor.COMMON_EXTENDED_NEGOTIATION -> negotiation.commonExtended++;
                case ItemCursor.USER_IDENTITY -> userIdentity(bytes, tracker);
                default -> {
                    // private, or of a newer edition
                }
            }
        }
    }

    /// What the acceptor answers.
    void readAcceptor(byte[] bytes, int start, int length, AssociationTracker tracker) {
        Negotiation negotiation = tracker.negotiation;
        subItems.wrap(bytes, start, start + length);
        for (int i = 0; i < MAX_SUB_ITEMS && subItems.next(); i++) {
            int at = subItems.start();
            switch (subItems.type()) {
                case ItemCursor.MAXIMUM_LENGTH ->
                        negotiation.acceptorMaximumPduLength =
                                maximumLength(bytes, negotiation.acceptorMaximumPduLength);
                case ItemCursor.IMPLEMENTATION_CLASS_UID ->
                        tracker.acceptorImplementationClassUid =
                                names.uid(bytes, at, subItems.length());
                case ItemCursor.IMPLEMENTATION_VERSION_NAME ->
                        tracker.acceptorImplementationVersion =
                                names.name(bytes, at, subItems.length());
                case ItemCursor.ASYNCHRONOUS_OPERATIONS_WINDOW -> {
                    if (subItems.length() == 4) {
                        negotiation.acceptedInvokedOperations = Bytes.u16(bytes, at);
                        negotiation.acceptedPerformedOperations = Bytes.u16(bytes, at + 2);
                    }
                }
                case ItemCursor.ROLE_SELECTION ->
                        negotiation.acceptedScpRoles += isScpRole(bytes) ? 1 : 0;
                case ItemCursor.EXTENDED_NEGOTIATION ->
                        negotiation.relationalQueriesAccepted |= isRelational(bytes, ownUid(bytes));
                case ItemCursor.SERVER_RESPONSE ->
                        negotiation.serverResponseBytes =
                                subItems.length() < 2
                                        ? 0
                                        : Math.min(Bytes.u16(bytes, at), subItems.length() - 2);
                default -> {
                    // private, or of a newer edition
                }
            }
        }
    }

    /// Maximum length (PS3.8 Annex D.1): `u32`; what was known before when it is no such number.
    private long maximumLength(byte[] bytes, long before) {
        return subItems.length() == 4 ? Bytes.u32(bytes, subItems.start()) : before;
    }

    /// Role selection (PS3.7 Annex D.3.3.4): `u16 length, UID, u8 SCU role, u8 SCP role`.
    private boolean isScpRole(byte[] bytes) {
        int after = afterUid(bytes);
        return after >= 2 && Bytes.u8(bytes, subItems.start() + subItems.length() - after + 1) == 1;
    }

    /// Extended negotiation (PS3.7 Annex D.3.3.5, PS3.4 section C.5): `u16 length, UID, ...`; the
    /// first byte after it is about relational queries, for classes of query and retrieve.
    private boolean isRelational(byte[] bytes, String uid) {
        int after = afterUid(bytes);
        boolean asks =
                after >= 1 && Bytes.u8(bytes, subItems.start() + subItems.length() - after) == 1;
        return asks && (SopClasses.isFind(uid) || SopClasses.isMove(uid) || SopClasses.isGet(uid));
    }

    /// The UID that a sub-item begins with, its length before it.
    private String ownUid(byte[] bytes) {
        int after = afterUid(bytes);
        return after < 0
                ? ""
                : names.uid(bytes, subItems.start() + 2, subItems.length() - 2 - after);
    }

    /// Bytes of a sub-item after its length and UID; -1 when it is too short for them.
    private int afterUid(byte[] bytes) {
        if (subItems.length() < 2) {
            return -1;
        }
        int after = subItems.length() - 2 - Bytes.u16(bytes, subItems.start());
        return Math.max(after, -1);
    }

    /// PS3.7 Annex D.3.3.7: `u8 type, u8 response wanted, u16 length, primary field, u16 length,
    /// secondary field`. Of the fields only a user name is looked at, to hash it.
    private void userIdentity(byte[] bytes, AssociationTracker tracker) {
        if (subItems.length() < 4) {
            return;
        }
        int start = subItems.start();
        int type = Bytes.u8(bytes, start);
        int primary = Bytes.u16(bytes, start + 2);
        int room = subItems.length() - 4;
        tracker.userIdentityType = type;
        tracker.negotiation.identityResponseRequested = Bytes.u8(bytes, start + 1) == 1;
        tracker.negotiation.identityBytes = Math.min(primary, room);
        if (primary > room) {
            return;
        }
        if ((type == USER_NAME || type == USER_NAME_AND_PASSCODE) && primary > 0) {
            tracker.userIdentityHash =
                    correlationHash.hash(HASH_USER_NAME, bytes, start + 4, primary);
        }
        tracker.negotiation.passcode =
                room - primary >= 2 && Bytes.u16(bytes, start + 4 + primary) > 0;
    }
}
