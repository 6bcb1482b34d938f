package io.wardtap.protocol.dicom;

import java.util.Arrays;

/// Queries and retrievals that have not been answered for good, by message id, so that their
/// answers can say what was asked for. Few are open at once (the asynchronous operations window,
/// PS3.7 Annex D.3.3.3); the oldest makes room. Confined to its tracker.
final class OpenRequests {
    static final int CAPACITY = 8;

    private final int[] messageId = new int[CAPACITY];
    private final String[] queryLevel = new String[CAPACITY];
    private final String[] moveDestination = new String[CAPACITY];
    private int next;

    OpenRequests() {
        clear();
    }

    void clear() {
        Arrays.fill(messageId, -1);
        Arrays.fill(queryLevel, "");
        Arrays.fill(moveDestination, "");
        next = 0;
    }

    void onRequest(DicomFacts request) {
        int slot = find(request.messageId);
        if (slot < 0) {
            slot = next;
            next = (next + 1) % CAPACITY;
        }
        messageId[slot] = request.messageId;
        queryLevel[slot] = request.queryLevel;
        moveDestination[slot] = request.moveDestination;
    }

    /// Adds to an answer what its request asked for, and forgets the request after the last one.
    void onResponse(DicomFacts response) {
        int slot = find(response.messageId);
        if (slot < 0) {
            return;
        }
        if (response.queryLevel.isEmpty()) {
            response.queryLevel = queryLevel[slot];
        }
        response.moveDestination = moveDestination[slot];
        if (DicomCommands.statusClass(response.status) != DicomCommands.StatusClass.PENDING) {
            messageId[slot] = -1;
        }
    }

    private int find(int id) {
        for (int i = 0; i < CAPACITY && id >= 0; i++) {
            if (messageId[i] == id) {
                return i;
            }
        }
        return -1;
    }
}
