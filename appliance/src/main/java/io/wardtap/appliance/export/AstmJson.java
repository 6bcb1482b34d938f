package io.wardtap.appliance.export;

import com.fasterxml.jackson.core.io.SerializedString;

import io.wardtap.appliance.export.EventEnvelope.Shape;
import io.wardtap.protocol.astm.AstmFacts;

import java.io.IOException;

/// `wardtap.astm`: what is the protocol's own in an event. Confined to one thread.
final class AstmJson {
    static final Shape SHAPE = Shape.of(EventDataset.ASTM, "event", "network", "protocol,info");
    static final SerializedString NAME = JsonOut.key("astm");

    private static final SerializedString SENDER = JsonOut.key("sender");
    private static final SerializedString RECEIVER = JsonOut.key("receiver");
    private static final SerializedString PROCESSING_ID = JsonOut.key("processing_id");
    private static final SerializedString VERSION = JsonOut.key("version");
    private static final SerializedString FRAMING = JsonOut.key("framing");
    private static final SerializedString E1381 = JsonOut.key("e1381");
    private static final SerializedString NONE = JsonOut.key("none");
    private static final SerializedString PATIENTS = JsonOut.key("patient_records");
    private static final SerializedString ORDERS = JsonOut.key("orders");
    private static final SerializedString RESULTS = JsonOut.key("results");
    private static final SerializedString COMMENTS = JsonOut.key("comments");
    private static final SerializedString QUERIES = JsonOut.key("queries");
    private static final SerializedString MAKER = JsonOut.key("maker_records");
    private static final SerializedString SCIENTIFIC = JsonOut.key("scientific_records");
    private static final SerializedString UNKNOWN = JsonOut.key("unknown_records");
    private static final SerializedString CONTROLS = JsonOut.key("control_orders");
    private static final SerializedString ALL = JsonOut.key("asks_for_all_patients");
    private static final SerializedString TERMINATION = JsonOut.key("termination_code");
    private static final SerializedString CONTINUATION = JsonOut.key("continuation");
    private static final SerializedString CONTINUED = JsonOut.key("continued");
    private static final SerializedString FRAMES = JsonOut.key("frames");
    private static final SerializedString CHECKSUMS = JsonOut.key("checksum_errors");
    private static final SerializedString SEQUENCE = JsonOut.key("sequence_errors");
    private static final SerializedString REPEATED = JsonOut.key("repeated_frames");
    private static final SerializedString NAKS = JsonOut.key("naks");
    private static final SerializedString CREDENTIALS = JsonOut.key("cleartext_credentials");

    private final JsonOut out;

    AstmJson(JsonOut out) {
        this.out = out;
    }

    void write(AstmFacts facts) throws IOException {
        out.name(SENDER, facts.sender);
        out.name(RECEIVER, facts.receiver);
        out.text(PROCESSING_ID, facts.processingId, 1);
        out.text(VERSION, facts.version, 32);
        out.constant(FRAMING, facts.isUnframed ? NONE : E1381);
        out.counted(PATIENTS, facts.patients);
        out.counted(ORDERS, facts.orders);
        out.counted(RESULTS, facts.results);
        out.counted(COMMENTS, facts.comments);
        out.counted(QUERIES, facts.queries);
        out.counted(MAKER, facts.manufacturerRecords);
        out.counted(SCIENTIFIC, facts.scientificRecords);
        out.counted(UNKNOWN, facts.unknownRecords);
        out.counted(CONTROLS, facts.controlOrders);
        out.flagged(ALL, facts.asksForAll);
        out.text(TERMINATION, facts.terminationCode, 1);
        out.flagged(CONTINUATION, facts.isContinuation);
        out.flagged(CONTINUED, facts.isContinued);
        out.counted(FRAMES, facts.frames);
        out.counted(CHECKSUMS, facts.checksumFaults);
        out.counted(SEQUENCE, facts.sequenceFaults);
        out.counted(REPEATED, facts.repeatedFrames);
        out.counted(NAKS, facts.naks);
        out.flagged(CREDENTIALS, facts.hasPassword);
    }
}
