package io.wardtap.appliance.detect.phi;

import io.wardtap.appliance.detect.Detector;
import io.wardtap.appliance.detect.DetectorContext;
import io.wardtap.appliance.detect.RuleInfo;
import io.wardtap.appliance.observe.Conversation;
import io.wardtap.appliance.observe.Observers.HttpObserver;
import io.wardtap.protocol.http.HttpFacts;

/// Reports services through which files or documents with patients' direct identifiers pass
/// unencrypted outside of the protocols made for them: DICOM files and clinical documents in plain
/// HTTP, and IHE's transactions that carry them. Of mail, FTP and SMB nothing is read yet.
public final class PatientDataInFile implements Detector, HttpObserver {
    public static final RuleInfo RULE =
            PhiRules.cleartext(
                    "phi-mail-ftp-file",
                    "Patient data in an unencrypted file transfer",
                    "Files or documents with direct patient identifiers pass over HTTP without"
                            + " TLS.",
                    "Then find out which program sends these files and have it use HTTPS; until"
                            + " then keep the path within one zone.");

    private final ExposedServices services;

    public PatientDataInFile(DetectorContext context) {
        this.services = new ExposedServices(RULE, context);
    }

    @Override
    public RuleInfo rule() {
        return RULE;
    }

    @Override
    public void onHttp(Conversation flow, HttpFacts facts, long packet, long nowNs) {
        boolean isFile =
                facts.service == HttpFacts.Service.FILE
                        || facts.service == HttpFacts.Service.DOCUMENTS;
        if (!isFile || !facts.phi.anyDirect() || facts.deidentified || flow.encrypted) {
            return;
        }
        services.report(
                flow,
                facts.phi,
                facts.userAgent,
                facts.server,
                facts.document.isEmpty() ? "DICOM" : facts.document,
                packet,
                nowNs);
    }
}
