package io.wardtap.protocol.dicom;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.status.DecodeStatus;

import java.util.Arrays;

/// What an association's two PDUs agreed on, as far as framing needs it: the transfer syntax of
/// each presentation context and the largest P-DATA each end takes. Confined to its framer.
final class NegotiatedContexts {
    /// Presentation context items in one PDU; more are malformed.
    private static final int MAX_ITEMS = Dicom.MAX_CONTEXTS;

    private static final byte REFUSED = -1;

    private final byte[] syntax = new byte[Dicom.MAX_CONTEXTS];
    private final long[] maximumLength = new long[2];
    private final AssociatePdu pdu = new AssociatePdu();
    private final ItemCursor items = new ItemCursor();
    private final ItemCursor subItems = new ItemCursor();
    private final ContextIds contextIds = new ContextIds();
    private boolean answered;

    NegotiatedContexts() {
        clear();
    }

    void clear() {
        Arrays.fill(syntax, (byte) TransferSyntax.UNKNOWN.ordinal());
        Arrays.fill(maximumLength, 0);
        answered = false;
    }

    /// Reads an A-ASSOCIATE-RQ: a context's syntax is known already when only one was proposed.
    ///
    /// @return whether all its items are sound
    boolean onRequest(Direction from, byte[] bytes, int start, int length) {
        clear();
        return read(ItemCursor.PRESENTATION_CONTEXT_RQ, from, bytes, start, length);
    }

    /// Reads an A-ASSOCIATE-AC.
    ///
    /// @return whether all its items are sound
    boolean onAccept(Direction from, byte[] bytes, int start, int length) {
        answered = true;
        return read(ItemCursor.PRESENTATION_CONTEXT_AC, from, bytes, start, length);
    }

    TransferSyntax syntax(int contextId) {
        byte ordinal = syntax[contextId >>> 1];
        return ordinal == REFUSED ? TransferSyntax.UNKNOWN : TransferSyntax.of(ordinal);
    }

    /// False when the acceptor refused the context.
    boolean isUsable(int contextId) {
        return (contextId & 1) != 0 && (!answered || syntax[contextId >>> 1] != REFUSED);
    }

    /// The largest P-DATA PDU-length that this end takes (PS3.8 Annex D.1); 0 when it set no limit
    /// or none was seen.
    long maximumLength(Direction receiver) {
        return maximumLength[receiver.ordinal()];
    }

    private boolean read(int contextItem, Direction from, byte[] bytes, int start, int length) {
        if (pdu.wrap(bytes, start, length) != DecodeStatus.OK) {
            return false;
        }
        boolean sound = pdu.isVersion1();
        int contexts = 0;
        contextIds.clear();
        pdu.items(items);
        while (items.next()) {
            if (items.type() == contextItem) {
                sound &= ++contexts <= MAX_ITEMS && context(bytes);
            } else if (items.type() == ItemCursor.USER_INFORMATION) {
                sound &= userInformation(from, bytes);
            }
        }
        return sound && !items.isMalformed();
    }

    private boolean context(byte[] bytes) {
        if (items.length() < 4) {
            return false;
        }
        int contextId = Bytes.u8(bytes, items.start());
        if (!contextIds.add(contextId)) {
            return false;
        }
        int result = Bytes.u8(bytes, items.start() + 2);
        int proposed = 0;
        TransferSyntax last = TransferSyntax.UNKNOWN;
        boolean sound = true;
        subItems.wrap(bytes, items.start() + 4, items.start() + items.length());
        while (subItems.next()) {
            if (subItems.type() == ItemCursor.TRANSFER_SYNTAX) {
                proposed++;
                last = TransferSyntax.of(bytes, subItems.start(), subItems.length());
                sound &= subItems.length() <= 64;
            }
        }
        boolean refused = answered && result != 0;
        TransferSyntax only = proposed == 1 ? last : TransferSyntax.UNKNOWN;
        syntax[contextId >>> 1] = refused ? REFUSED : (byte) only.ordinal();
        return sound && !subItems.isMalformed();
    }

    private boolean userInformation(Direction from, byte[] bytes) {
        subItems.wrap(bytes, items.start(), items.start() + items.length());
        while (subItems.next()) {
            if (subItems.type() == ItemCursor.MAXIMUM_LENGTH && subItems.length() == 4) {
                maximumLength[from.ordinal()] = Bytes.u32(bytes, subItems.start());
            }
        }
        return !subItems.isMalformed();
    }
}
