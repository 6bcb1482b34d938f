package io.wardtap.appliance.observe;

import io.wardtap.protocol.dicom.DicomCommands;
import io.wardtap.protocol.dicom.DicomFacts;

/// Links each association that a C-MOVE causes to the conversation that asked for it (PS3.4 section
/// C.4.2): its provider opens them itself, to the move's destination. A C-STORE that names the move
/// as its originator proves the link; before that, an association from the provider to the
/// destination's AE title, while the move is open, is taken for one. Analysis thread only; a full
/// table forgets the oldest move and counts it. Allocates nothing but a community id a C-MOVE flow.
final class MoveLinks {
    /// Moves remembered at a time.
    static final int CAPACITY = 256;

    /// A move whose associations are still waited for after its last sign of life; a provider may
    /// queue what it sends.
    static final long MAX_QUIET_NS = 3600L * 1_000_000_000;

    private static final class Move {
        private Address provider;
        private String requestor = "";
        private String destination = "";
        private int messageId;
        private String communityId = "";
        private boolean open;
        private long lastNs;
    }

    private final Move[] moves = new Move[CAPACITY];
    private int count;
    private int next;
    private final Tally evictions;

    /// @param evictions counts moves that were forgotten though open
    MoveLinks(Tally evictions) {
        this.evictions = evictions;
        for (int i = 0; i < CAPACITY; i++) {
            moves[i] = new Move();
        }
    }

    /// Takes note of what happened on a flow, and sets the flow's cause when it has one.
    void onDicom(Conversation flow, DicomFacts facts, long nowNs) {
        switch (facts.kind) {
            case ASSOCIATION -> {
                // another association of the flow may have another cause
                flow.causedBy = "";
                if (facts.result == DicomFacts.Result.ACCEPTED && count > 0) {
                    onAssociation(flow, facts, nowNs);
                }
            }
            case MESSAGE -> onMessage(flow, facts, nowNs);
            case END, NONE -> {
                // nothing is asked
            }
        }
    }

    private void onMessage(Conversation flow, DicomFacts facts, long nowNs) {
        switch (facts.commandField) {
            case DicomCommands.C_STORE_RQ -> {
                if (facts.moveOriginatorMessageId >= 0 && count > 0) {
                    onStore(flow, facts, nowNs);
                }
            }
            case DicomCommands.C_MOVE_RQ -> begin(flow, facts, nowNs);
            case DicomCommands.C_MOVE_RSP -> onResponse(flow, facts, nowNs);
            default -> {
                // no part of a retrieval
            }
        }
    }

    private void begin(Conversation flow, DicomFacts facts, long nowNs) {
        Move move = moves[next];
        next = (next + 1) % CAPACITY;
        if (move.open && count == CAPACITY && isAlive(move, nowNs)) {
            evictions.add(1);
        }
        count = Math.min(CAPACITY, count + 1);
        move.provider = flow.receiver();
        move.requestor = facts.callingAeTitle;
        move.destination = facts.moveDestination;
        move.messageId = facts.messageId;
        move.communityId = flow.communityId();
        move.open = true;
        move.lastNs = nowNs;
    }

    /// The last answer closes the move: what it caused may be linked by its C-STOREs only.
    private void onResponse(Conversation flow, DicomFacts facts, long nowNs) {
        for (int i = 0; i < count; i++) {
            Move move = moves[i];
            if (move.open
                    && move.messageId == facts.messageId
                    && move.communityId.equals(flow.communityId())) {
                move.lastNs = nowNs;
                move.open =
                        DicomCommands.statusClass(facts.status)
                                == DicomCommands.StatusClass.PENDING;
            }
        }
    }

    private void onAssociation(Conversation flow, DicomFacts facts, long nowNs) {
        for (int i = 0; i < count; i++) {
            Move move = moves[i];
            if (move.open
                    && isAlive(move, nowNs)
                    && move.provider.equals(flow.client)
                    && !move.destination.isEmpty()
                    && move.destination.equals(facts.calledAeTitle)) {
                flow.causedBy = move.communityId;
                move.lastNs = nowNs;
            }
        }
    }

    private void onStore(Conversation flow, DicomFacts facts, long nowNs) {
        Address sender = flow.sender();
        for (int i = 0; i < count; i++) {
            Move move = moves[i];
            if (move.messageId == facts.moveOriginatorMessageId
                    && move.requestor.equals(facts.moveOriginatorAeTitle)
                    && move.provider.equals(sender)
                    && isAlive(move, nowNs)) {
                flow.causedBy = move.communityId;
                move.lastNs = nowNs;
            }
        }
    }

    private static boolean isAlive(Move move, long nowNs) {
        return nowNs - move.lastNs <= MAX_QUIET_NS;
    }
}
