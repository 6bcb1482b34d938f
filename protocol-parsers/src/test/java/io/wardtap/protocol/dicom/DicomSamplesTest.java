package io.wardtap.protocol.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.testkit.SharedFiles;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Real files, each sent as a C-STORE, held against what DCMTK's dcmdump reads in them.
class DicomSamplesTest {
    /// What Wardtap sees and dcmdump does not: it leaves private sequences of implicit syntax shut.
    private static final Map<String, Set<String>> BEYOND_DCMDUMP =
            Map.of("pydicom__priv_SQ.dcm", Set.of("ReferringPhysicianName"));

    static Stream<Path> files() throws IOException {
        List<Path> samples = DicomFile.samples();
        return samples.isEmpty() ? Stream.of(Path.of("none")) : samples.stream();
    }

    @ParameterizedTest
    @MethodSource("files")
    void findsWhatDcmdumpFinds(Path file) throws Exception {
        assumeTrue(Files.exists(file), "the shared samples are not there");
        assumeTrue(isInstalled("dcmdump"), "dcmdump is not installed");
        DicomFile sample = DicomFile.of(file);
        DcmdumpLabels labels = labels(file);

        for (int fragment : new int[] {16_000, 997}) {
            List<DicomFacts> facts =
                    DicomConversation.parsed(
                            Vectors.store(sample.syntax(), sample.dataSet(), fragment));
            DicomFacts message = DicomConversation.message(facts);

            assertThat(message.dataSetBytes).isEqualTo(sample.dataSet().length);
            assertThat(message.incomplete).isFalse();
            assertThat(message.deflated).isEqualTo(sample.syntax().equals(Pdus.DEFLATED));
            assertThat(new TreeSet<>(DicomConversation.fields(message)))
                    .isEqualTo(labels.identifiers());
            assertThat(labels.deviceAttributes(message)).isEqualTo(labels.device());
            assertThat(message.rows).isEqualTo(labels.number("Rows"));
            assertThat(message.columns).isEqualTo(labels.number("Columns"));
            assertThat(message.frames).isEqualTo(labels.number("NumberOfFrames"));
            assertThat(message.fragments).isEqualTo(labels.fragments());
            assertThat(message.pixelDataBytes).isEqualTo(labels.pixelBytes());
            assertThat(message.privateAttributes > 0)
                    .isEqualTo(labels.identifiers().contains("PrivateAttributes"));
        }
    }

    /// Every object in fragments and segments of random size; the figures are those of
    /// docs/dicom.md.
    @Test
    void recallAndPrecisionOfIdentifiersAndDeviceAttributes() throws Exception {
        assumeTrue(SharedFiles.folder("samples/dicom").isPresent(), "no shared samples");
        assumeTrue(isInstalled("dcmdump"), "dcmdump is not installed");
        Random random = new Random(20_261_125);
        Score identifiers = new Score();
        Score device = new Score();
        int files = 0;
        for (Path file : files().toList()) {
            DicomFile sample = DicomFile.of(file);
            DcmdumpLabels labels = labels(file);
            for (int round = 0; round < 5; round++) {
                List<FramerFeeder.Turn> turns =
                        Vectors.store(
                                sample.syntax(), sample.dataSet(), 2 + 2 * random.nextInt(2000));
                FramerFeeder fed =
                        DicomConversation.feeder().feedInPieces(turns, 1 + random.nextInt(1460));
                DicomFacts message = DicomConversation.message(DicomConversation.parsed(fed.end()));

                identifiers.add(
                        labels.identifiers(), new TreeSet<>(DicomConversation.fields(message)));
                device.add(labels.device().entrySet(), labels.deviceAttributes(message).entrySet());
            }
            files++;
        }
        System.out.printf(
                "DICOM samples: %d files, identifiers %s, device attributes %s%n",
                files, identifiers, device);

        assertThat(identifiers.recall()).isGreaterThanOrEqualTo(0.995);
        assertThat(identifiers.precision()).isGreaterThanOrEqualTo(0.99);
        assertThat(device.recall()).isGreaterThanOrEqualTo(0.995);
        assertThat(device.precision()).isGreaterThanOrEqualTo(0.99);
    }

    private static DcmdumpLabels labels(Path file) throws Exception {
        return DcmdumpLabels.of(
                file, BEYOND_DCMDUMP.getOrDefault(file.getFileName().toString(), Set.of()));
    }

    /// Found, missed, and found though not there.
    private static final class Score {
        private int found;
        private int missed;
        private int wrong;

        void add(Set<?> expected, Set<?> actual) {
            for (Object one : expected) {
                found += actual.contains(one) ? 1 : 0;
                missed += actual.contains(one) ? 0 : 1;
            }
            wrong += (int) actual.stream().filter(one -> !expected.contains(one)).count();
        }

        double recall() {
            return found / (double) (found + missed);
        }

        double precision() {
            return found / (double) (found + wrong);
        }

        @Override
        public String toString() {
            return "recall %.4f (%d of %d), precision %.4f (%d wrong)"
                    .formatted(recall(), found, found + missed, precision(), wrong);
        }
    }

    @Test
    void handsSampleAssociationPdusOnWhole() throws IOException {
        Optional<Path> pdus = SharedFiles.folder("samples/dicom/pdu");
        assumeTrue(pdus.isPresent(), "the shared samples are not there");
        Map<String, Integer> types =
                Map.of(
                        "a_associate_rq", Dicom.ASSOCIATE_RQ,
                        "a_associate_ac", Dicom.ASSOCIATE_AC,
                        "a_associate_rj", Dicom.ASSOCIATE_RJ,
                        "a_release_rp", Dicom.RELEASE_RP,
                        "a_p_abort", Dicom.ABORT);
        int checked = 0;
        for (Path file : list(pdus.get())) {
            byte[] bytes = Files.readAllBytes(file);
            for (Map.Entry<String, Integer> type : types.entrySet()) {
                if (!file.getFileName().toString().contains("__" + type.getKey())) {
                    continue;
                }
                FramerFeeder fed = DicomConversation.feeder().feed(Direction.RESPONDER, bytes);
                assertThat(fed.types()).as(file.toString()).containsExactly(type.getValue());
                assertThat(fed.units.getFirst().bytes()).isEqualTo(bytes);
                fed.end();
                checked++;
            }
        }
        assertThat(checked).isGreaterThan(5);
    }

    @Test
    void readsSampleCommandSets() throws IOException {
        Optional<Path> pdus = SharedFiles.folder("samples/dicom/pdu");
        assumeTrue(pdus.isPresent(), "the shared samples are not there");
        Map<String, Integer> fields = new HashMap<>();
        fields.put("c_echo_rsp_cmd", DicomCommands.C_ECHO_RSP);
        fields.put("c_get_rq_cmd", DicomCommands.C_GET_RQ);
        fields.put("c_move_rsp_cmd", DicomCommands.C_MOVE_RSP);
        fields.put("c_store_rq_cmd", DicomCommands.C_STORE_RQ);
        fields.put("c_store_rsp_cmd", DicomCommands.C_STORE_RSP);
        fields.put("n_action_rsp_cmd", DicomCommands.N_ACTION_RSP);
        fields.put("n_delete_rq_cmd", DicomCommands.N_DELETE_RQ);
        fields.put("n_er_rq_cmd", DicomCommands.N_EVENT_REPORT_RQ);
        fields.put("n_get_rq_cmd", DicomCommands.N_GET_RQ);
        fields.put("n_set_rq_cmd", DicomCommands.N_SET_RQ);
        fields.put("n_set_rsp_cmd", DicomCommands.N_SET_RSP);
        for (Map.Entry<String, Integer> entry : fields.entrySet()) {
            Path file =
                    list(pdus.get()).stream()
                            .filter(p -> p.toString().endsWith("__" + entry.getKey() + ".bin"))
                            .findFirst()
                            .orElseThrow();
            // the first byte is the message control header
            byte[] bytes = Files.readAllBytes(file);
            CommandSet command = new CommandSet();
            command.wrap(bytes, 1, bytes.length - 1);

            assertThat(command.commandField()).as(entry.getKey()).isEqualTo(entry.getValue());
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.sorted().toList();
        }
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(p -> Files.isExecutable(Path.of(p, program)));
    }
}
