package io.wardtap.appliance.detect.dicom;

import static io.wardtap.appliance.detect.DetectorRig.CT;
import static io.wardtap.appliance.detect.DetectorRig.C_FIND;
import static io.wardtap.appliance.detect.DetectorRig.PACS;
import static io.wardtap.appliance.detect.DetectorRig.RESPONSE;
import static io.wardtap.appliance.detect.DetectorRig.STRANGER;
import static io.wardtap.appliance.detect.DetectorRig.STUDY_FIND;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.appliance.detect.DetectorRig;
import io.wardtap.appliance.inventory.SopClasses;
import io.wardtap.appliance.observe.Conversation;
import io.wardtap.protocol.dicom.DicomFacts;

import org.junit.jupiter.api.Test;

class DicomQueryHarvestTest {
    private final DetectorRig rig = new DetectorRig();
    private final DicomQueryHarvest detector = new DicomQueryHarvest(rig.context());

    @Test
    void reportsAQueryForEverybodyByAClientThatNeverAsked() {
        rig.whole(rig.dicomFlow(CT, PACS), detector);
        rig.judge();

        rig.dicom(rig.dicomFlow(STRANGER, PACS), find(STUDY_FIND, true, true), detector);

        assertThat(rig.findings).hasSize(1);
        assertThat(rig.findings.getFirst().explanation()).contains("not learned to query");
    }

    @Test
    void reportsAWildcardByAClientThatAlwaysAskedForOne() {
        rig.dicom(rig.dicomFlow(CT, PACS), find(STUDY_FIND, false, false), detector);
        rig.judge();

        rig.dicom(rig.dicomFlow(CT, PACS), find(STUDY_FIND, false, false), detector);
        assertThat(rig.findings).isEmpty();
        rig.dicom(rig.dicomFlow(CT, PACS), find(STUDY_FIND, true, false), detector);

        assertThat(rig.findings).hasSize(1);
    }

    @Test
    void knowsTheHabitOfAskingByWildcard() {
        rig.dicom(rig.dicomFlow(CT, PACS), find(SopClasses.WORKLIST_FIND, true, true), detector);
        rig.dicom(rig.dicomFlow(CT, PACS), find(STUDY_FIND, true, false), detector);
        rig.judge();

        rig.dicom(rig.dicomFlow(CT, PACS), find(SopClasses.WORKLIST_FIND, true, true), detector);
        rig.dicom(rig.dicomFlow(CT, PACS), find(STUDY_FIND, true, false), detector);
        assertThat(rig.findings).isEmpty();
        rig.dicom(rig.dicomFlow(CT, PACS), find(STUDY_FIND, true, true), detector);

        assertThat(rig.findings).as("no restriction at all is another habit").hasSize(1);
    }

    @Test
    void lets10UnrestrictedQueriesSpeakWithoutABaseline() {
        for (int i = 0; i < 9; i++) {
            rig.dicom(rig.dicomFlow(STRANGER, PACS), find(STUDY_FIND, true, true), detector);
        }
        assertThat(rig.findings).isEmpty();
        rig.dicom(rig.dicomFlow(STRANGER, PACS), find(STUDY_FIND, true, true), detector);

        assertThat(rig.findings).hasSize(1);
    }

    @Test
    void takesAWholeWorklistForOrdinaryWithoutABaseline() {
        for (int i = 0; i < 40; i++) {
            rig.now += DetectorRig.MINUTE;
            rig.dicom(
                    rig.dicomFlow(CT, PACS), find(SopClasses.WORKLIST_FIND, true, true), detector);
        }

        assertThat(rig.findings).isEmpty();
    }

    @Test
    void reportsMoreThan500AnswersToOneRequest() {
        Conversation flow = rig.dicomFlow(STRANGER, PACS);
        rig.dicom(flow, find(STUDY_FIND, false, false), detector);
        answers(flow, 500);
        assertThat(rig.findings).isEmpty();
        answers(flow, 1);

        assertThat(rig.findings).hasSize(1);
        assertThat(rig.findings.getFirst().evidence()).containsEntry("answers", 501);
    }

    @Test
    void countsAnswersOfEachRequestForItself() {
        Conversation flow = rig.dicomFlow(STRANGER, PACS);
        for (int i = 0; i < 4; i++) {
            rig.dicom(flow, find(STUDY_FIND, false, false), detector);
            answers(flow, 400);
        }

        assertThat(rig.findings).isEmpty();
    }

    @Test
    void allowsAKnownClientTwiceItsLearnedVolume() {
        Conversation learned = rig.dicomFlow(CT, PACS);
        rig.dicom(learned, find(STUDY_FIND, false, false), detector);
        learnedAnswers(learned, 600);
        rig.judge();

        Conversation flow = rig.dicomFlow(CT, PACS);
        rig.dicom(flow, find(STUDY_FIND, false, false), detector);
        answers(flow, 1200);
        assertThat(rig.findings).isEmpty();
        answers(flow, 1);

        assertThat(rig.findings).hasSize(1);
    }

    @Test
    void reportsMoreThan50RequestsAMinute() {
        for (int i = 0; i < 50; i++) {
            rig.dicom(rig.dicomFlow(STRANGER, PACS), find(STUDY_FIND, false, false), detector);
        }
        assertThat(rig.findings).isEmpty();
        rig.dicom(rig.dicomFlow(STRANGER, PACS), find(STUDY_FIND, false, false), detector);

        assertThat(rig.findings).hasSize(1);
    }

    @Test
    void survivesAnswersWhoseRequestWasNotSeen() {
        answers(rig.dicomFlow(STRANGER, PACS), 600);

        assertThat(rig.findings).isEmpty();
    }

    private void answers(Conversation flow, int n) {
        flow.fromClient = false;
        for (int i = 0; i < n; i++) {
            detector.onDicom(flow, answer(), 1, rig.now);
        }
        flow.fromClient = true;
    }

    private void learnedAnswers(Conversation flow, int n) {
        flow.fromClient = false;
        for (int i = 0; i < n; i++) {
            rig.baseline.onDicom(flow, answer(), 1, rig.now);
        }
        flow.fromClient = true;
    }

    private static DicomFacts answer() {
        DicomFacts facts = DetectorRig.message(C_FIND | RESPONSE, STUDY_FIND);
        facts.status = 0xFF00;
        return facts;
    }

    private static DicomFacts find(String sopClass, boolean wildcard, boolean unrestricted) {
        DicomFacts facts = DetectorRig.message(C_FIND, sopClass);
        facts.queryLevel = "STUDY";
        facts.wildcard = wildcard;
        facts.unrestricted = unrestricted;
        return facts;
    }
}
