package io.wardtap.protocol.astm;

import io.wardtap.protocol.medical.MedicalFacts;

/// What the ASTM parser found in one message, or in a part of a long one. Names and numbers only.
public final class AstmFacts extends MedicalFacts {
    /// H-5 component 1, the name of the sender; it is also the [#vendor] where more components
    /// follow.
    public String sender;

    /// H-10.
    public String receiver;

    /// H-12: P production, T training, D debugging, Q quality control.
    public String processingId;

    /// H-13.
    public String version;

    /// H-4 is there: a password passed.
    public boolean hasPassword;

    // records by type
    public int patients;
    public int orders;
    public int results;
    public int comments;
    public int queries;
    public int manufacturerRecords;
    public int scientificRecords;

    /// Records that are none of the standard's.
    public int unknownRecords;

    /// Orders of control specimens (O-12 is Q).
    public int controlOrders;

    /// A query asks for all patients (Q-3 is ALL).
    public boolean asksForAll;

    /// L-3: N normal, T terminated by the sender, R by the receiver's request, E unknown error, Q
    /// error in the last query, I no information, F last query processed; empty without L.
    public String terminationCode;

    /// The records came without frames.
    public boolean isUnframed;

    /// Another part of the message came before, or follows.
    public boolean isContinuation;

    public boolean isContinued;

    // of the frames (LIS01-A2)
    public int frames;
    public int checksumFaults;
    public int sequenceFaults;
    public int repeatedFrames;

    /// Negative acknowledgements of the receiver since the sender's last message.
    public int naks;

    public AstmFacts() {
        super("astm.H-5", AstmPhi.CATALOGUE);
        clear();
    }

    @Override
    public String senderName() {
        return sender;
    }

    @Override
    public String receiverName() {
        return receiver;
    }

    @Override
    public void clear() {
        super.clear();
        sender = "";
        receiver = "";
        processingId = "";
        version = "";
        hasPassword = false;
        patients = 0;
        orders = 0;
        results = 0;
        comments = 0;
        queries = 0;
        manufacturerRecords = 0;
        scientificRecords = 0;
        unknownRecords = 0;
        controlOrders = 0;
        asksForAll = false;
        terminationCode = "";
        isUnframed = false;
        isContinuation = false;
        isContinued = false;
        frames = 0;
        checksumFaults = 0;
        sequenceFaults = 0;
        repeatedFrames = 0;
        naks = 0;
    }
}
