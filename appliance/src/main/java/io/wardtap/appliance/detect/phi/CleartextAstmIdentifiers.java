package io.wardtap.appliance.detect.phi;

import io.wardtap.appliance.detect.DetectorContext;
import io.wardtap.appliance.detect.RuleInfo;

/// Reports connections of laboratory analysers through which patients' direct identifiers pass
/// unencrypted: ASTM E1394 (LIS02-A2) has no encryption of its own.
public final class CleartextAstmIdentifiers extends CleartextMedicalIdentifiers {
    public static final RuleInfo RULE =
            PhiRules.cleartext(
                    "phi-cleartext-astm",
                    "Patient data in unencrypted ASTM (LIS02)",
                    "Direct patient identifiers pass in ASTM records between analyser and"
                            + " laboratory system on a connection without TLS.",
                    "Then carry the analyser's connection inside an encrypted tunnel or a network"
                            + " of its own (the protocol has no encryption), or send specimen"
                            + " numbers without the patient's name where the laboratory system"
                            + " allows it.");

    public CleartextAstmIdentifiers(DetectorContext context) {
        super(RULE, context);
    }

    @Override
    boolean isAbout(String protocol) {
        return protocol.equals("astm");
    }
}
