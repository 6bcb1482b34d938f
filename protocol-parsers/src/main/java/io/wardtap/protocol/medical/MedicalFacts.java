package io.wardtap.protocol.medical;

import io.wardtap.protocol.phi.PhiFacts;
import io.wardtap.protocol.phi.PhiField;
import io.wardtap.protocol.unit.Facts;

import java.util.List;

/// What the parser of a medical device's protocol found in one unit, as far as it is the same in
/// all of them: who the sender says it is, and which patient data passed. Mutable, reused; strings
/// are names of devices and systems, never of patients. Absent strings are empty.
public abstract class MedicalFacts extends Facts {
    /// What kind of message it is, a word of the protocol's own closed set; empty when it cannot be
    /// told, which counts as a parse error.
    public String kind;

    /// Bytes of the unit.
    public long bytes;

    /// The unit breaks the rules of its protocol.
    public boolean malformed;

    // the sender, as it describes itself
    public String vendor;
    public String model;
    public String serial;
    public String software;

    /// Hardware address that the sender tells of itself, 48 bits, or 0.
    public long mac;

    /// Class of device that sends this kind of message, of the inventory's; empty for none.
    public String senderClass;

    /// Class of device that is sent it.
    public String receiverClass;

    /// Names that might be a person's, an identifier or a date, and are reported as empty.
    public int maskedNames;

    public final PhiFacts phi;

    private final String source;

    /// @param source where the sender's description stands, as provenance: `astm.H-5`
    protected MedicalFacts(String source, List<PhiField> catalogue) {
        this.source = source;
        this.phi = new PhiFacts(catalogue);
    }

    /// Where the sender's description stands in the protocol, for the inventory's provenance.
    public final String source() {
        return source;
    }

    /// Who sent it, for evidence: the name it gives itself.
    public String senderName() {
        return model.isEmpty() ? vendor : model;
    }

    /// To whom it is addressed by name; empty where the protocol does not say.
    public String receiverName() {
        return "";
    }

    @Override
    public void clear() {
        kind = "";
        bytes = 0;
        malformed = false;
        vendor = "";
        model = "";
        serial = "";
        software = "";
        mac = 0;
        senderClass = "";
        receiverClass = "";
        maskedNames = 0;
        phi.clear();
    }
}
