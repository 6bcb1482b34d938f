package io.wardtap.appliance.detect.dicom;

import static io.wardtap.appliance.detect.DetectorRig.CT;
import static io.wardtap.appliance.detect.DetectorRig.PACS;
import static io.wardtap.appliance.detect.DetectorRig.STRANGER;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.appliance.detect.DetectorRig;
import io.wardtap.protocol.dicom.DicomFacts;
import io.wardtap.protocol.dicom.DicomFacts.Result;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UnknownAeTitleTest {
    private final DetectorRig rig = new DetectorRig();
    private final UnknownAeTitle detector = new UnknownAeTitle(rig.context());

    @BeforeEach
    void learnTheCt() {
        rig.dicom(rig.dicomFlow(CT, PACS), of("CT1"), detector);
        assertThat(rig.findings).as("nothing is judged while it is learned").isEmpty();
    }

    @Test
    void reportsATitleThatWasNeverLearned() {
        rig.judge();

        rig.dicom(rig.dicomFlow(STRANGER, PACS), of("EVIL"), detector);

        assertThat(rig.findings).hasSize(1);
        assertThat(rig.findings.getFirst().explanation()).contains("EVIL", "never learned");
        assertThat(rig.findings.getFirst().subject().address().toString()).isEqualTo(STRANGER);
    }

    @Test
    void reportsALearnedTitleFromAnotherAddress() {
        rig.judge();

        rig.dicom(rig.dicomFlow(STRANGER, PACS), of("CT1"), detector);

        assertThat(rig.findings.getFirst().evidence()).containsEntry("title_known_elsewhere", true);
    }

    @Test
    void staysQuietOnTheLearnedTitleAndAddress() {
        rig.judge();

        rig.dicom(rig.dicomFlow(CT, PACS), of("CT1"), detector);
        rig.dicom(rig.dicomFlow(CT, "10.0.2.99"), of("CT1"), detector);

        assertThat(rig.findings).isEmpty();
    }

    @Test
    void staysQuietWithoutAMatureBaseline() {
        rig.dicom(rig.dicomFlow(STRANGER, PACS), of("EVIL"), detector);

        assertThat(rig.findings).isEmpty();
    }

    @Test
    void foldsManyTitlesOfOneClientUnderOneKey() {
        rig.judge();
        for (int i = 0; i < 30; i++) {
            rig.dicom(
                    rig.dicomFlow(STRANGER, PACS),
                    DetectorRig.association("AE" + i, "PACS", Result.REJECTED_PERMANENT),
                    detector);
        }

        assertThat(rig.findings).hasSize(30);
        assertThat(rig.findings)
                .extracting(f -> f.key())
                .containsOnly(rig.findings.getFirst().key());
    }

    @Test
    void doesNotLearnARefusedTitle() {
        rig.dicom(
                rig.dicomFlow(STRANGER, PACS),
                DetectorRig.association("EVIL", "PACS", Result.REJECTED_PERMANENT),
                detector);
        rig.judge();

        rig.dicom(rig.dicomFlow(STRANGER, PACS), of("EVIL"), detector);

        assertThat(rig.findings).hasSize(1);
    }

    private static DicomFacts of(String title) {
        return DetectorRig.association(title, "PACS", Result.ACCEPTED);
    }
}
