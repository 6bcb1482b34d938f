package io.wardtap.appliance.observe;

import io.wardtap.protocol.dicom.DicomFacts;
import io.wardtap.protocol.hl7.Hl7Facts;
import io.wardtap.protocol.http.HttpFacts;
import io.wardtap.protocol.medical.MedicalFacts;

/// What can be observed, one interface a subject; inventory, event output and baselines implement
/// those they need. All calls come on the analysis thread, in ring order; arguments are valid
/// during the call only. `packet` is the number of the packet that completed it, `nowNs` its time.
public final class Observers {
    private Observers() {}

    /// Flows, from answered opening to end.
    public interface FlowObserver {
        default void onFlowBegin(Conversation flow, long packet, long nowNs) {}

        default void onFlowIdentified(Conversation flow, long packet, long nowNs) {}

        default void onFlowProgress(Conversation flow, long packet, long nowNs) {}

        default void onFlowEnd(Conversation flow, long packet, long nowNs) {}

        default void onUnanswered(Unanswered openings, long packet, long nowNs) {}

        default void onAddress(
                Address address, long mac, int vlan, int interfaceIndex, long packet, long nowNs) {}
    }

    /// DICOM associations and messages; the facts' kind tells which.
    public interface DicomObserver {
        void onDicom(Conversation flow, DicomFacts facts, long packet, long nowNs);
    }

    /// HL7 messages and acknowledgements.
    public interface Hl7Observer {
        void onHl7(Conversation flow, Hl7Facts facts, long packet, long nowNs);
    }

    /// What is to be told of an HL7 interface with the message in hand: its
    /// [Hl7Interface#events()]. Called after [Hl7Observer], for few messages.
    public interface Hl7HealthObserver {
        void onHl7Health(Conversation flow, Hl7Facts facts, long packet, long nowNs);
    }

    /// HTTP transactions, and patient data in HTTP; the facts' kind tells which.
    public interface HttpObserver {
        void onHttp(Conversation flow, HttpFacts facts, long packet, long nowNs);
    }

    /// Signs of patients' data in a conversation of no known protocol.
    public interface SignsObserver {
        /// @param signs bits of [io.wardtap.protocol.cleartext.PersonSign]
        void onSigns(Conversation flow, int signs, long packet, long nowNs);
    }

    /// Messages of laboratory, point of care and bedside devices; the flow names the protocol.
    public interface MedicalObserver {
        void onMedical(Conversation flow, MedicalFacts facts, long packet, long nowNs);
    }

    /// Bytes that were sent twice and differently.
    public interface OverlapObserver {
        void onOverlap(Overlap overlap, long packet, long nowNs);
    }

    /// Packet time, once a second.
    public interface TickObserver {
        void onTick(long packet, long nowNs);
    }

    /// The end of the capture, after all flows' ends; packet time stands still from here on.
    public interface EndObserver {
        void onCaptureEnd(long packet, long nowNs);
    }

    /// Devices as the inventory meets them.
    public interface DeviceObserver {
        /// @param action `first-seen`, `identity-changed` or `merged`
        void onDevice(Device device, String action, long packet, long nowNs);
    }
}
