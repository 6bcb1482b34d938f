package io.wardtap.appliance.export;

import com.fasterxml.jackson.core.io.SerializedString;

import io.wardtap.appliance.alert.Alert;
import io.wardtap.appliance.alert.AlertAction;
import io.wardtap.appliance.detect.RuleInfo;
import io.wardtap.appliance.detect.RuleInfo.Kind;
import io.wardtap.appliance.export.EventEnvelope.Shape;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/// `wardtap.alert`: one revision of an alert. Confined to one thread.
final class AlertJson {
    /// Bounds of evidence, against a detector that forgets them.
    private static final int MAX_EVIDENCE = 24;

    private static final int MAX_EVIDENCE_TEXT = 256;
    private static final int MAX_EVIDENCE_LIST = 32;
    private static final int MAX_SENTENCE = 2048;

    private static final String THREAT = "network,intrusion_detection";
    private static final String WEAKNESS = "network,configuration";

    private static final SerializedString ID = JsonOut.key("id");
    private static final SerializedString ACTION = JsonOut.key("action");
    private static final SerializedString START = JsonOut.key("start");
    private static final SerializedString END = JsonOut.key("end");
    private static final SerializedString SEVERITY = JsonOut.key("severity");
    private static final SerializedString RULE = JsonOut.key("rule");
    private static final SerializedString NAME = JsonOut.key("name");
    private static final SerializedString CATEGORY = JsonOut.key("category");
    private static final SerializedString DESCRIPTION = JsonOut.key("description");
    private static final SerializedString REFERENCE = JsonOut.key("reference");
    private static final SerializedString THREAT_KEY = JsonOut.key("threat");
    private static final SerializedString FRAMEWORK = JsonOut.key("framework");
    private static final SerializedString TECHNIQUE = JsonOut.key("technique");
    private static final SerializedString ALERT = JsonOut.key("alert");
    private static final SerializedString RULE_KIND = JsonOut.key("rule_kind");
    private static final SerializedString KEY = JsonOut.key("key");
    private static final SerializedString REVISION = JsonOut.key("revision");
    private static final SerializedString EPISODE = JsonOut.key("episode");
    private static final SerializedString COUNT = JsonOut.key("count");
    private static final SerializedString EXPLANATION = JsonOut.key("explanation");
    private static final SerializedString RESPONSE = JsonOut.key("response");
    private static final SerializedString EVIDENCE = JsonOut.key("evidence");
    private static final SerializedString SUBJECT = JsonOut.key("subject_device_id");
    private static final SerializedString PEER = JsonOut.key("peer_device_id");
    private static final SerializedString FLOWS = JsonOut.key("flows");
    private static final SerializedString COMMUNITY_ID = JsonOut.key("community_id");
    private static final SerializedString FIRST = JsonOut.key("first");
    private static final SerializedString LAST = JsonOut.key("last");
    private static final SerializedString VLAN = JsonOut.key("vlan");
    private static final SerializedString BPF = JsonOut.key("bpf");
    private static final SerializedString STANDARDS = JsonOut.key("standards");
    private static final SerializedString ENABLES = JsonOut.key("enables");
    private static final SerializedString VISIBILITY = JsonOut.key("visibility");
    private static final SerializedString CORRELATION_ID = JsonOut.key("correlation_id");
    private static final SerializedString CLOSE_REASON = JsonOut.key("close_reason");

    private static final SerializedString NIST_800_53 = JsonOut.key("nist_800_53");
    private static final SerializedString NIST_CSF = JsonOut.key("nist_csf");
    private static final SerializedString IEC_80001 = JsonOut.key("iec_80001_2_2");
    private static final SerializedString MDS2 = JsonOut.key("mds2");
    private static final SerializedString IEC_62443 = JsonOut.key("iec_62443_3_3");
    private static final SerializedString HIPAA = JsonOut.key("hipaa");

    private final JsonOut out;
    private final EventEnvelope envelope;
    private final PhiJson phi;

    AlertJson(JsonOut out, EventEnvelope envelope, PhiJson phi) {
        this.out = out;
        this.envelope = envelope;
        this.phi = phi;
    }

    void write(Alert alert, AlertAction action, long packet, long nowNs) throws IOException {
        envelope.open(shape(alert.rule.kind(), action), packet, nowNs);
        out.text(ID, alert.id.toString(), 36);
        out.text(ACTION, action.label(), 16);
        out.time(START, alert.openedNs);
        out.time(END, alert.lastNs);
        out.number(SEVERITY, alert.severity.number());
        envelope.closeEvent(alert.interfaceIndex);
        ends(alert);
        rule(alert.rule);
        envelope.openWardtap();
        out.object(ALERT);
        body(alert, action);
        out.end();
        phi.alert(alert);
        envelope.close();
    }

    private static Shape shape(Kind kind, AlertAction action) {
        return new Shape(
                Shape.dataset(EventDataset.ALERT),
                JsonOut.key(action.countsAsAlert() ? "alert" : "event"),
                switch (kind) {
                    case INCIDENT -> Shape.array(THREAT);
                    case POSTURE -> Shape.array(WEAKNESS);
                    case HEALTH -> Shape.array("network");
                },
                Shape.array("info"));
    }

    private void ends(Alert alert) throws IOException {
        envelope.end(
                true,
                alert.client,
                EventEnvelope.portOf(alert.transport, alert.clientPort),
                alert.clientMac,
                -1,
                -1);
        envelope.end(
                false,
                alert.server,
                EventEnvelope.portOf(alert.transport, alert.serverPort),
                alert.serverMac,
                -1,
                -1);
        if (alert.client != null || alert.server != null) {
            envelope.network(
                    alert.transport,
                    alert.protocol,
                    alert.client,
                    alert.server,
                    alert.communityId,
                    alert.vlan,
                    -1,
                    -1);
        }
    }

    private void rule(RuleInfo rule) throws IOException {
        out.object(RULE);
        out.text(ID, rule.id(), 64);
        out.text(NAME, rule.title(), 256);
        out.text(CATEGORY, rule.category(), 64);
        out.text(DESCRIPTION, rule.description(), MAX_SENTENCE);
        out.text(REFERENCE, reference(rule), 128);
        out.end();
        if (rule.kind() == Kind.INCIDENT && !rule.technique().isEmpty()) {
            String technique = rule.technique();
            int space = technique.indexOf(' ');
            String id = space < 0 ? technique : technique.substring(0, space);
            out.object(THREAT_KEY);
            out.text(FRAMEWORK, "MITRE ATT&CK", 16);
            out.object(TECHNIQUE);
            out.names(ID, List.of(id));
            if (space > 0) {
                out.names(NAME, List.of(technique.substring(space + 1)));
            }
            out.end();
            out.end();
        }
    }

    /// The rule's page within the documents that come with Wardtap.
    static String reference(RuleInfo rule) {
        return "docs/detectors/" + rule.id() + ".md";
    }

    private void body(Alert alert, AlertAction action) throws IOException {
        RuleInfo rule = alert.rule;
        out.text(RULE_KIND, rule.kind().name().toLowerCase(Locale.ROOT), 16);
        out.text(SEVERITY, alert.severity.label(), 16);
        out.text(KEY, alert.key, 512);
        out.number(REVISION, alert.revision);
        out.number(EPISODE, alert.episode);
        out.number(COUNT, alert.count);
        out.text(EXPLANATION, alert.explanation, MAX_SENTENCE);
        out.text(RESPONSE, rule.response(), MAX_SENTENCE);
        evidence(alert.evidence);
        id(SUBJECT, alert.subjectDeviceId);
        id(PEER, alert.peerDeviceId);
        flows(alert.flows);
        out.text(BPF, alert.bpf, 512);
        standards(rule.standards());
        if (rule.kind() == Kind.POSTURE && !rule.technique().isEmpty()) {
            out.names(ENABLES, List.of(rule.technique()));
        }
        out.text(VISIBILITY, alert.visibility, 64);
        id(CORRELATION_ID, alert.correlationId);
        if (action == AlertAction.CLOSED) {
            out.text(CLOSE_REASON, alert.closeReason, 16);
        }
    }

    private void id(SerializedString name, UUID id) throws IOException {
        if (id != null) {
            out.text(name, id.toString(), 36);
        }
    }

    private void flows(List<Alert.Flow> flows) throws IOException {
        out.json.writeFieldName(FLOWS);
        out.json.writeStartArray();
        for (int i = 0; i < Math.min(flows.size(), Alert.MAX_FLOWS); i++) {
            Alert.Flow flow = flows.get(i);
            out.json.writeStartObject();
            out.text(COMMUNITY_ID, flow.communityId(), 64);
            out.time(FIRST, flow.firstNs());
            out.time(LAST, flow.lastNs());
            if (flow.vlan() > 0) {
                out.number(VLAN, flow.vlan());
            }
            out.json.writeEndObject();
        }
        out.json.writeEndArray();
    }

    private void standards(RuleInfo.Standards standards) throws IOException {
        out.object(STANDARDS);
        out.names(NIST_800_53, standards.nist80053());
        out.names(NIST_CSF, standards.nistCsf());
        out.names(IEC_80001, standards.iec80001());
        out.names(MDS2, standards.mds2());
        out.names(IEC_62443, standards.iec62443());
        out.names(HIPAA, standards.hipaa());
        out.end();
    }

    /// In the order of names, so that the same alert is the same text whatever map it came in.
    private void evidence(Map<String, Object> evidence) throws IOException {
        out.object(EVIDENCE);
        int left = MAX_EVIDENCE;
        for (Map.Entry<String, Object> entry : new TreeMap<>(evidence).entrySet()) {
            if (left-- == 0) {
                break;
            }
            out.json.writeFieldName(JsonOut.clean(entry.getKey(), 64));
            value(entry.getValue());
        }
        out.end();
    }

    private void value(Object value) throws IOException {
        switch (value) {
            case null -> out.json.writeNull();
            case Integer number -> out.json.writeNumber(number);
            case Long number -> out.json.writeNumber(number);
            case Number number -> {
                double rounded = Math.round(number.doubleValue() * 1000) / 1000.0;
                if (Double.isFinite(number.doubleValue())) {
                    out.json.writeNumber(rounded);
                } else {
                    out.json.writeNull();
                }
            }
            case Boolean flag -> out.json.writeBoolean(flag);
            case Iterable<?> list -> {
                out.json.writeStartArray();
                int left = MAX_EVIDENCE_LIST;
                for (Object element : list) {
                    if (left-- == 0) {
                        break;
                    }
                    value(element);
                }
                out.json.writeEndArray();
            }
            default -> out.json.writeString(JsonOut.clean(value.toString(), MAX_EVIDENCE_TEXT));
        }
    }
}
