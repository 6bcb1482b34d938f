package io.wardtap.appliance.detect.dicom;

import static io.wardtap.appliance.detect.DetectorRig.CT;
import static io.wardtap.appliance.detect.DetectorRig.PACS;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.appliance.detect.DetectorRig;
import io.wardtap.appliance.detect.Severity;
import io.wardtap.appliance.observe.Conversation;
import io.wardtap.protocol.dicom.DicomFacts;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CleartextDicomCredentialsTest {
    private final DetectorRig rig = new DetectorRig();
    private final CleartextDicomCredentials detector = new CleartextDicomCredentials(rig.context());

    @ParameterizedTest
    @CsvSource({"1,MEDIUM", "2,HIGH", "4,HIGH", "5,HIGH"})
    void gradesByWhatPassed(int type, Severity severity) {
        Conversation flow = rig.dicomFlow(CT, PACS);

        rig.dicom(flow, identity(type), detector);

        assertThat(rig.findings).hasSize(1);
        assertThat(rig.findings.getFirst().severity()).isEqualTo(severity);
        assertThat(rig.findings.getFirst().subject()).isSameAs(flow.serverDevice);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 3, 6})
    void staysQuietWithoutASecret(int type) {
        rig.dicom(rig.dicomFlow(CT, PACS), identity(type), detector);

        assertThat(rig.findings).isEmpty();
    }

    @Test
    void staysQuietInsideTls() {
        Conversation flow = rig.dicomFlow(CT, PACS);
        flow.encrypted = true;

        rig.dicom(flow, identity(2), detector);

        assertThat(rig.findings).isEmpty();
    }

    @Test
    void showsAUserAsHashOnly() {
        DicomFacts facts = identity(2);
        facts.userIdentityHash = 0xABCDL;

        rig.dicom(rig.dicomFlow(CT, PACS), facts, detector);

        assertThat(rig.findings.getFirst().evidence().get("user_hashes").toString())
                .isEqualTo("[000000000000abcd]");
    }

    private static DicomFacts identity(int type) {
        DicomFacts facts = DetectorRig.association("CT1", "PACS", DicomFacts.Result.ACCEPTED);
        facts.userIdentityType = type;
        return facts;
    }
}
