package io.wardtap.appliance.baseline;

import static io.wardtap.appliance.detect.DetectorRig.CT;
import static io.wardtap.appliance.detect.DetectorRig.PACS;
import static io.wardtap.appliance.detect.DetectorRig.STUDY_FIND;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wardtap.appliance.detect.DetectorRig;
import io.wardtap.appliance.observe.Address;
import io.wardtap.appliance.observe.Conversation;
import io.wardtap.protocol.dicom.DicomFacts;
import io.wardtap.protocol.dicom.DicomFacts.Result;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class BaselineFileTest {
    @TempDir private Path folder;

    @Test
    void readsBackWhatItWrote() throws IOException {
        DetectorRig learned = learned();
        Path file = folder.resolve("baseline.json");
        BaselineFile.write(file, learned.baseline);
        DetectorRig judging = new DetectorRig();

        BaselineFile.read(file, judging.baseline);

        assertThat(judging.baseline.judges()).isTrue();
        assertThat(judging.baseline.learningNote()).isEmpty();
        Conversation flow = judging.dicomFlow(CT, PACS);
        Profile ct = judging.baseline.judge(flow.clientDevice);
        assertThat(ct.hasPeer(judging.baseline.keyOf(flow.serverDevice, flow.server))).isTrue();
        assertThat(ct.dicom(STUDY_FIND).does(0x20)).isTrue();
        assertThat(ct.dicom(STUDY_FIND).wildcard()).isTrue();
        assertThat(ct.hl7("ADT1").sends("ADT^A01")).isTrue();
        assertThat(ct.silence().typicalNs()).isEqualTo(60 * DetectorRig.SECOND);
        assertThat(judging.baseline.usesTitle(flow.clientDevice, flow.client, "CT1")).isTrue();
        assertThat(judging.baseline.judge(flow.serverDevice).hasService(6, 104)).isTrue();
    }

    @Test
    void writesTheSameBytesAgain() throws IOException {
        Path one = folder.resolve("one.json");
        Path two = folder.resolve("two.json");
        Path read = folder.resolve("read.json");
        BaselineFile.write(one, learned().baseline);
        BaselineFile.write(two, learned().baseline);
        DetectorRig rig = new DetectorRig();
        BaselineFile.read(one, rig.baseline);
        BaselineFile.write(read, rig.baseline);

        assertThat(two).hasSameBinaryContentAs(one);
        assertThat(Files.readString(read))
                .isEqualTo(Files.readString(one).replace("\"learning\"", "\"mature\""));
    }

    @Test
    void learnsNothingNewWhileItJudges() throws IOException {
        Path file = folder.resolve("baseline.json");
        BaselineFile.write(file, learned().baseline);
        DetectorRig rig = new DetectorRig();
        BaselineFile.read(file, rig.baseline);

        Conversation flow = rig.dicomFlow(CT, "10.0.9.9");
        rig.whole(flow, rig);
        rig.whole(flow, rig);

        Profile ct = rig.baseline.judge(flow.clientDevice);
        assertThat(ct.hasPeer(flow.serverDevice.key())).isFalse();
    }

    @Test
    void findsADeviceByItsAddressWhenItsMacHasChanged() throws IOException {
        Path file = folder.resolve("baseline.json");
        BaselineFile.write(file, learned().baseline);
        DetectorRig rig = new DetectorRig();
        BaselineFile.read(file, rig.baseline);
        Conversation flow = new Conversation();
        flow.client = Address.parse(CT);
        flow.server = Address.parse(PACS);
        flow.clientMac = 0x00_50_00_00_00_01L;
        flow.twoWay = true;
        rig.inventory.onFlowBegin(flow, 1, rig.now);

        assertThat(rig.baseline.judge(flow.clientDevice)).isNotNull();
        assertThat(rig.baseline.keyOf(flow.clientDevice, flow.client))
                .isNotEqualTo(flow.clientDevice.key());
    }

    @Test
    void namesFileAndReasonOfWhatItCannotRead() throws IOException {
        refuses("", "holds no JSON object");
        refuses("{\"format\": \"wardtap-bas", "no valid JSON at line 1");
        refuses("[]", "holds no JSON object");
        refuses("{\"format\": \"other\"}", "no baseline of Wardtap");
        refuses("{\"format\": \"wardtap-baseline\", \"version\": 2}", "version 2 is not known");
        refuses("{\"format\": \"wardtap-baseline\", \"version\": 1}", "'gateways' is no list");
        Path missing = folder.resolve("missing.json");
        assertThatThrownBy(() -> BaselineFile.read(missing, new DetectorRig().baseline))
                .isInstanceOf(BaselineFileException.class)
                .hasMessageContaining("missing.json")
                .hasMessageContaining("no such file");
    }

    @Test
    void refusesAFileCutAnywhere() throws IOException {
        Path file = folder.resolve("baseline.json");
        BaselineFile.write(file, learned().baseline);
        String whole = Files.readString(file).stripTrailing();
        for (int cut = 0; cut < whole.length(); cut += 97) {
            refuses(whole.substring(0, cut), "baseline");
        }
    }

    @Test
    void takesNothingFromADamagedFile() throws IOException {
        Path file = folder.resolve("baseline.json");
        BaselineFile.write(file, learned().baseline);
        String broken = Files.readString(file).replaceFirst("\"peers_full\" : false", "\"x\" : 1");
        Files.writeString(file, broken);
        DetectorRig rig = new DetectorRig();

        assertThatThrownBy(() -> BaselineFile.read(file, rig.baseline))
                .hasMessageContaining("damaged: 'peers_full' is missing");
        assertThat(rig.baseline.profiles()).isEmpty();
        assertThat(rig.baseline.judges()).isFalse();
    }

    private void refuses(String text, String reason) throws IOException {
        Path file = folder.resolve("broken.json");
        Files.writeString(file, text);
        assertThatThrownBy(() -> BaselineFile.read(file, new DetectorRig().baseline))
                .isInstanceOf(BaselineFileException.class)
                .hasMessageContaining("broken.json")
                .hasMessageContaining(reason);
    }

    private static DetectorRig learned() {
        DetectorRig rig = new DetectorRig();
        Conversation flow = rig.dicomFlow(CT, PACS);
        rig.whole(flow, rig);
        rig.dicom(flow, DetectorRig.association("CT1", "PACS", Result.ACCEPTED), rig);
        DicomFacts find = DetectorRig.message(DetectorRig.C_FIND, STUDY_FIND);
        find.wildcard = true;
        find.queryLevel = "STUDY";
        for (int i = 0; i < 30; i++) {
            rig.now += 60 * DetectorRig.SECOND;
            rig.dicom(flow, find, rig);
            rig.hl7(flow, DetectorRig.hl7Message("ADT^A01"), rig);
        }
        rig.baseline.onCaptureEnd(1, rig.now);
        return rig;
    }
}
