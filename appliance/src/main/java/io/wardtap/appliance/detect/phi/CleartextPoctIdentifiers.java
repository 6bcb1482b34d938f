package io.wardtap.appliance.detect.phi;

import io.wardtap.appliance.detect.DetectorContext;
import io.wardtap.appliance.detect.RuleInfo;

/// Reports connections of point of care devices through which patients' direct identifiers pass
/// unencrypted (POCT1-A): in observations, or as the list of a ward's patients.
public final class CleartextPoctIdentifiers extends CleartextMedicalIdentifiers {
    public static final RuleInfo RULE =
            PhiRules.cleartext(
                    "phi-cleartext-poct",
                    "Patient data in unencrypted POCT1-A",
                    "Direct patient identifiers pass in POCT1-A messages between a point of care"
                            + " device and its data manager on a connection without TLS.",
                    "Then turn TLS on where device and data manager offer it, else carry the"
                            + " connection inside an encrypted tunnel or a network of its own.");

    public CleartextPoctIdentifiers(DetectorContext context) {
        super(RULE, context);
    }

    @Override
    boolean isAbout(String protocol) {
        return protocol.equals("poct1");
    }
}
