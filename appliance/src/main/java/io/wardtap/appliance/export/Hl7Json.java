package io.wardtap.appliance.export;

import com.fasterxml.jackson.core.io.SerializedString;

import io.wardtap.appliance.export.EventEnvelope.Shape;
import io.wardtap.appliance.observe.Conversation;
import io.wardtap.protocol.hl7.CharacterSet;
import io.wardtap.protocol.hl7.Hl7Facts;

import java.io.IOException;
import java.util.Locale;

/// `wardtap.hl7`: a message or an acknowledgement. Confined to one thread.
final class Hl7Json {
    private static final Shape SHAPE =
            Shape.of(EventDataset.HL7, "event", "network", "protocol,info");

    private static final SerializedString HL7 = JsonOut.key("hl7");
    private static final SerializedString MESSAGE_TYPE = JsonOut.key("message_type");
    private static final SerializedString VERSION = JsonOut.key("version");
    private static final SerializedString SENDING_APPLICATION = JsonOut.key("sending_application");
    private static final SerializedString SENDING_FACILITY = JsonOut.key("sending_facility");
    private static final SerializedString RECEIVING_APPLICATION =
            JsonOut.key("receiving_application");
    private static final SerializedString RECEIVING_FACILITY = JsonOut.key("receiving_facility");
    private static final SerializedString CONTROL_ID_HASH = JsonOut.key("control_id_hash");
    private static final SerializedString ACKED_CONTROL_ID_HASH =
            JsonOut.key("acked_control_id_hash");
    private static final SerializedString PROCESSING_ID = JsonOut.key("processing_id");
    private static final SerializedString ACK_CODE = JsonOut.key("ack_code");
    private static final SerializedString ACK_LATENCY_MS = JsonOut.key("ack_latency_ms");
    private static final SerializedString SEGMENTS = JsonOut.key("segments");
    private static final SerializedString BYTES = JsonOut.key("bytes");
    private static final SerializedString FRAMING = JsonOut.key("framing");
    private static final SerializedString MLLP = JsonOut.key("mllp");
    private static final SerializedString NO_START_BLOCK = JsonOut.key("no-start-block");
    private static final SerializedString NO_END_BLOCK = JsonOut.key("no-end-block");
    private static final SerializedString NO_BLOCK = JsonOut.key("no-block");

    private static final SerializedString SEQUENCE_NUMBER = JsonOut.key("sequence_number");
    private static final SerializedString CONTINUATION = JsonOut.key("continuation");
    private static final SerializedString CONTINUED = JsonOut.key("continued");
    private static final SerializedString ACCEPT_ACK = JsonOut.key("accept_ack");
    private static final SerializedString APPLICATION_ACK = JsonOut.key("application_ack");
    private static final SerializedString CHARACTER_SET = JsonOut.key("character_set");
    private static final SerializedString PROFILE = JsonOut.key("profile");
    private static final SerializedString SITE_SEGMENTS = JsonOut.key("site_segments");
    private static final SerializedString BATCH_MESSAGES = JsonOut.key("batch_messages");
    private static final SerializedString BATCH_DECLARED = JsonOut.key("batch_declared");
    private static final SerializedString DOCUMENTS = JsonOut.key("documents");
    private static final SerializedString DOCUMENT_TYPE = JsonOut.key("document_type");
    private static final SerializedString DOCUMENT_BYTES = JsonOut.key("document_bytes");
    private static final SerializedString DEVICE_TYPE = JsonOut.key("device_type");
    private static final SerializedString ALARM = JsonOut.key("alarm");
    private static final SerializedString ALARM_EVENT = JsonOut.key("alarm_event");
    private static final SerializedString CREDENTIALS = JsonOut.key("cleartext_credentials");
    private static final SerializedString[] CHARACTER_SETS = characterSets();

    private final JsonOut out;
    private final EventEnvelope envelope;
    private final PhiJson phi;

    Hl7Json(JsonOut out, EventEnvelope envelope, PhiJson phi) {
        this.out = out;
        this.envelope = envelope;
        this.phi = phi;
    }

    void write(Conversation flow, Hl7Facts facts, long packet, long nowNs) throws IOException {
        envelope.open(SHAPE, packet, nowNs);
        envelope.closeEvent(flow.interfaceIndex);
        envelope.ends(flow);
        envelope.openWardtap();
        out.object(HL7);
        shaped(MESSAGE_TYPE, facts.messageType, 32, true);
        shaped(VERSION, facts.version, 12, false);
        out.name(SENDING_APPLICATION, facts.sendingApplication);
        out.name(SENDING_FACILITY, facts.sendingFacility);
        out.name(RECEIVING_APPLICATION, facts.receivingApplication);
        out.name(RECEIVING_FACILITY, facts.receivingFacility);
        out.hash(CONTROL_ID_HASH, facts.controlIdHash);
        out.hash(ACKED_CONTROL_ID_HASH, facts.acknowledgedControlIdHash);
        shaped(PROCESSING_ID, facts.processingId, 3, true);
        if (!facts.acknowledgmentCode.isEmpty()) {
            shaped(ACK_CODE, facts.acknowledgmentCode, 2, true);
            if (facts.acknowledgmentLatencyNs >= 0) {
                out.millis(ACK_LATENCY_MS, facts.acknowledgmentLatencyNs);
            }
        }
        out.number(SEGMENTS, facts.segments);
        out.number(BYTES, facts.bytes);
        out.constant(
                FRAMING,
                switch (facts.framing) {
                    case MLLP -> MLLP;
                    case NO_START_BLOCK -> NO_START_BLOCK;
                    case NO_END_BLOCK -> NO_END_BLOCK;
                    case NO_BLOCK -> NO_BLOCK;
                });
        details(facts);
        out.end();
        phi.write(facts.phi);
        envelope.close();
    }

    private static SerializedString[] characterSets() {
        CharacterSet[] sets = CharacterSet.values();
        SerializedString[] labels = new SerializedString[sets.length];
        for (CharacterSet set : sets) {
            String label = set.name().toLowerCase(Locale.ROOT).replace('_', '-');
            labels[set.ordinal()] = JsonOut.key(label);
        }
        return labels;
    }

    /// What most messages do not have.
    private void details(Hl7Facts facts) throws IOException {
        conversation(facts);
        out.counted(SITE_SEGMENTS, facts.siteSegments);
        if (facts.batchMessages >= 0) {
            out.number(BATCH_MESSAGES, facts.batchMessages);
            out.known(BATCH_DECLARED, facts.batchDeclared);
        }
        if (facts.documents > 0) {
            out.number(DOCUMENTS, facts.documents);
            out.text(DOCUMENT_TYPE, facts.document.label(), 16);
            out.number(DOCUMENT_BYTES, facts.documentBytes);
        }
        out.text(DEVICE_TYPE, facts.deviceType, 64);
        if (facts.isAlarm) {
            out.flag(ALARM, true);
            out.text(ALARM_EVENT, facts.alarmEvent, 64);
        }
        out.flagged(CREDENTIALS, facts.hasCredential);
    }

    private void conversation(Hl7Facts facts) throws IOException {
        out.known(SEQUENCE_NUMBER, facts.sequenceNumber);
        out.flagged(CONTINUATION, facts.isContinuation);
        out.flagged(CONTINUED, facts.isContinued);
        shaped(ACCEPT_ACK, facts.acceptAcknowledgment, 2, true);
        shaped(APPLICATION_ACK, facts.applicationAcknowledgment, 2, true);
        CharacterSet set = facts.isUtf16 ? CharacterSet.UTF_16 : facts.characterSet;
        if (set != CharacterSet.NONE) {
            out.constant(CHARACTER_SET, CHARACTER_SETS[set.ordinal()]);
        }
        out.text(PROFILE, facts.profile, 8);
    }

    /// Codes of HL7 tables: letters, digits, `.`, `^`, `_`; anything else is masked.
    private void shaped(SerializedString name, String value, int limit, boolean letters)
            throws IOException {
        if (value.isEmpty()) {
            return;
        }
        boolean fits = value.length() <= limit;
        for (int i = 0; fits && i < value.length(); i++) {
            char c = value.charAt(i);
            boolean digit = c >= '0' && c <= '9' || c == '.';
            boolean letter = c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c == '^' || c == '_';
            fits = digit || letters && letter;
        }
        out.text(name, fits ? value : JsonOut.MASKED, limit + JsonOut.MASKED.length());
    }
}
