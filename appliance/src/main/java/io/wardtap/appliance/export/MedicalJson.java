package io.wardtap.appliance.export;

import com.fasterxml.jackson.core.io.SerializedString;

import io.wardtap.appliance.observe.Conversation;
import io.wardtap.protocol.astm.AstmFacts;
import io.wardtap.protocol.intellivue.IntellivueFacts;
import io.wardtap.protocol.medibus.MedibusFacts;
import io.wardtap.protocol.medical.MedicalFacts;
import io.wardtap.protocol.poct1.Poct1Facts;
import io.wardtap.protocol.sdc.WsDiscoveryFacts;

import java.io.IOException;

/// The events of laboratory, point of care and bedside devices: picks the writer of the protocol.
/// Confined to one thread.
final class MedicalJson {
    private static final SerializedString KIND = JsonOut.key("kind");
    private static final SerializedString VENDOR = JsonOut.key("vendor");
    private static final SerializedString MODEL = JsonOut.key("model");
    private static final SerializedString SERIAL = JsonOut.key("serial");
    private static final SerializedString SOFTWARE = JsonOut.key("software");
    private static final SerializedString BYTES = JsonOut.key("bytes");
    private static final SerializedString MALFORMED = JsonOut.key("malformed");
    private static final SerializedString UNKNOWN = JsonOut.key("unknown");

    private static final EventEnvelope.Shape MEDIBUS_SHAPE =
            EventEnvelope.Shape.of(EventDataset.MEDIBUS, "event", "network", "protocol,info");
    private static final SerializedString MEDIBUS = JsonOut.key("medibus");
    private static final SerializedString RESPONSE = JsonOut.key("response");

    private final JsonOut out;
    private final EventEnvelope envelope;
    private final PhiJson phi;
    private final AstmJson astm;
    private final Poct1Json poct1;
    private final IntellivueJson intellivue;
    private final SdcJson sdc;

    MedicalJson(JsonOut out, EventEnvelope envelope, PhiJson phi) {
        this.out = out;
        this.envelope = envelope;
        this.phi = phi;
        this.astm = new AstmJson(out);
        this.poct1 = new Poct1Json(out);
        this.intellivue = new IntellivueJson(out);
        this.sdc = new SdcJson(out);
    }

    /// The dataset to which an event with these facts belongs.
    static EventDataset dataset(MedicalFacts facts) {
        return switch (facts) {
            case AstmFacts _ -> EventDataset.ASTM;
            case Poct1Facts _ -> EventDataset.POCT1;
            case IntellivueFacts _ -> EventDataset.INTELLIVUE;
            case WsDiscoveryFacts _ -> EventDataset.SDC;
            case MedibusFacts _ -> EventDataset.MEDIBUS;
            default -> throw new IllegalArgumentException(facts.source());
        };
    }

    void write(Conversation flow, MedicalFacts facts, long packet, long nowNs) throws IOException {
        switch (facts) {
            case AstmFacts found -> {
                open(AstmJson.SHAPE, AstmJson.NAME, flow, facts, packet, nowNs);
                astm.write(found);
            }
            case Poct1Facts found -> {
                open(Poct1Json.SHAPE, Poct1Json.NAME, flow, facts, packet, nowNs);
                poct1.write(found);
            }
            case IntellivueFacts found -> {
                open(IntellivueJson.SHAPE, IntellivueJson.NAME, flow, facts, packet, nowNs);
                intellivue.write(found);
            }
            case WsDiscoveryFacts found -> {
                open(SdcJson.SHAPE, SdcJson.NAME, flow, facts, packet, nowNs);
                sdc.write(found);
            }
            case MedibusFacts found -> {
                open(MEDIBUS_SHAPE, MEDIBUS, flow, facts, packet, nowNs);
                out.flagged(RESPONSE, found.isResponse);
            }
            default -> throw new IllegalArgumentException(facts.source());
        }
        out.number(BYTES, facts.bytes);
        out.flagged(MALFORMED, facts.malformed);
        out.end();
        phi.write(facts.phi);
        envelope.close();
    }

    private void open(
            EventEnvelope.Shape shape,
            SerializedString name,
            Conversation flow,
            MedicalFacts facts,
            long packet,
            long nowNs)
            throws IOException {
        envelope.open(shape, packet, nowNs);
        envelope.closeEvent(flow.interfaceIndex);
        envelope.ends(flow);
        envelope.openWardtap();
        out.object(name);
        if (facts.kind.isEmpty()) {
            out.constant(KIND, UNKNOWN);
        } else {
            out.text(KIND, facts.kind, 32);
        }
        out.name(VENDOR, facts.vendor);
        out.name(MODEL, facts.model);
        out.name(SERIAL, facts.serial);
        out.name(SOFTWARE, facts.software);
    }
}
