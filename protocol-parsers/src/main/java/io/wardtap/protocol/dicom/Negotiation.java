package io.wardtap.protocol.dicom;

import java.util.ArrayList;
import java.util.List;

/// What the two ends of an association offered and agreed on besides names and syntaxes (PS3.8
/// section 9.3, PS3.7 Annex D.3.3). Mutable, reused; absent numbers are -1, counts 0.
public final class Negotiation {
    /// UIDs kept of one list; more are counted only.
    public static final int MAX_UIDS = 64;

    // presentation contexts by the acceptor's result
    public int proposedContexts;
    public int acceptedContexts;
    public int userRejectedContexts;
    public int unexplainedContexts;
    public int abstractSyntaxRefused;
    public int transferSyntaxesRefused;

    /// Contexts with an even id, an id that stood before, a result the standard has not, or an
    /// answer to what was not proposed.
    public int contextFaults;

    /// Largest P-DATA that the acceptor takes, 0 without limit.
    public long acceptorMaximumPduLength;

    /// Asynchronous operations window, 0 without limit: the requestor's, and the acceptor's answer.
    public int invokedOperations;

    public int performedOperations;
    public int acceptedInvokedOperations;
    public int acceptedPerformedOperations;

    /// SCP/SCU role selections of the request; those of them in which the requestor means to be SCP
    /// of the SOP class, and those that the acceptor allows.
    public int roleSelections;

    public final List<String> scpRoleUids = new ArrayList<>();
    public int acceptedScpRoles;

    /// SOP classes with extended negotiation by the requestor.
    public final List<String> extendedUids = new ArrayList<>();

    /// Relational queries or retrievals were asked for (PS3.4 section C.5.1.1).
    public boolean relationalQueries;

    /// They were granted.
    public boolean relationalQueriesAccepted;

    /// SOP classes with common extended negotiation.
    public int commonExtended;

    /// Bytes of the identity's primary field; never its content.
    public int identityBytes;

    /// A passcode came with it.
    public boolean passcode;

    public boolean identityResponseRequested;

    /// Bytes of the server's response to the identity, -1 when there was none.
    public int serverResponseBytes;

    Negotiation() {
        clear();
    }

    void clear() {
        proposedContexts = 0;
        acceptedContexts = 0;
        userRejectedContexts = 0;
        unexplainedContexts = 0;
        abstractSyntaxRefused = 0;
        transferSyntaxesRefused = 0;
        contextFaults = 0;
        acceptorMaximumPduLength = -1;
        invokedOperations = -1;
        performedOperations = -1;
        acceptedInvokedOperations = -1;
        acceptedPerformedOperations = -1;
        roleSelections = 0;
        scpRoleUids.clear();
        acceptedScpRoles = 0;
        extendedUids.clear();
        relationalQueries = false;
        relationalQueriesAccepted = false;
        commonExtended = 0;
        identityBytes = -1;
        passcode = false;
        identityResponseRequested = false;
        serverResponseBytes = -1;
    }

    void copyFrom(Negotiation other) {
        proposedContexts = other.proposedContexts;
        acceptedContexts = other.acceptedContexts;
        userRejectedContexts = other.userRejectedContexts;
        unexplainedContexts = other.unexplainedContexts;
        abstractSyntaxRefused = other.abstractSyntaxRefused;
        transferSyntaxesRefused = other.transferSyntaxesRefused;
        contextFaults = other.contextFaults;
        acceptorMaximumPduLength = other.acceptorMaximumPduLength;
        invokedOperations = other.invokedOperations;
        performedOperations = other.performedOperations;
        acceptedInvokedOperations = other.acceptedInvokedOperations;
        acceptedPerformedOperations = other.acceptedPerformedOperations;
        roleSelections = other.roleSelections;
        copy(other.scpRoleUids, scpRoleUids);
        acceptedScpRoles = other.acceptedScpRoles;
        copy(other.extendedUids, extendedUids);
        relationalQueries = other.relationalQueries;
        relationalQueriesAccepted = other.relationalQueriesAccepted;
        commonExtended = other.commonExtended;
        identityBytes = other.identityBytes;
        passcode = other.passcode;
        identityResponseRequested = other.identityResponseRequested;
        serverResponseBytes = other.serverResponseBytes;
    }

    /// Adds a UID, once and while there is room.
    static void add(List<String> uids, String uid) {
        if (!uid.isEmpty() && uids.size() < MAX_UIDS && !uids.contains(uid)) {
            uids.add(uid);
        }
    }

    /// Contexts that were answered and not accepted.
    public int refusedContexts() {
        return userRejectedContexts
                + unexplainedContexts
                + abstractSyntaxRefused
                + transferSyntaxesRefused;
    }

    // index by index: an iterator or a copy would allocate
    private static void copy(List<String> from, List<String> to) {
        to.clear();
        for (int i = 0; i < from.size(); i++) {
            to.add(from.get(i));
        }
    }
}
