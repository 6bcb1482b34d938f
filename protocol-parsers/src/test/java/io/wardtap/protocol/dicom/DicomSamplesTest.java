package io.wardtap.protocol.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.phi.PhiCategory;
import io.wardtap.protocol.phi.PhiField;
import io.wardtap.protocol.testkit.SharedFiles;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Real files, each sent as a C-STORE, held against what DCMTK's dcmdump reads in them.
class DicomSamplesTest {
    private static final Pattern LINE =
            Pattern.compile("^( *)\\(([0-9a-f]{4}),([0-9a-f]{4})\\) (..) (.*)$");

    /// What Wardtap sees and dcmdump does not: it leaves private sequences of implicit syntax shut.
    private static final Map<String, Set<String>> BEYOND_DCMDUMP =
            Map.of("pydicom__priv_SQ.dcm", Set.of("ReferringPhysicianName"));

    static Stream<Path> files() throws IOException {
        Optional<Path> samples = SharedFiles.folder("samples/dicom");
        if (samples.isEmpty()) {
            return Stream.of(Path.of("none"));
        }
        try (Stream<Path> all = Files.list(samples.get())) {
            return all
                    .filter(Files::isRegularFile)
                    .filter(p -> !p.getFileName().toString().equals("INDEX.tsv"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void findsTheFieldsThatDcmdumpFinds(Path file) throws Exception {
        assumeTrue(Files.exists(file), "the shared samples are not there");
        assumeTrue(isInstalled("dcmdump"), "dcmdump is not installed");
        byte[] bytes = Files.readAllBytes(file);
        int dataSet = startOfDataSet(bytes);
        String syntax = transferSyntax(bytes, dataSet);
        assumeTrue(!syntax.equals(Pdus.DEFLATED), "deflated data sets are not read yet");
        Set<String> expected = dumped(file);
        expected.addAll(BEYOND_DCMDUMP.getOrDefault(file.getFileName().toString(), Set.of()));

        byte[] sent = Arrays.copyOfRange(bytes, dataSet, bytes.length);
        List<String> found = null;
        for (int fragment : new int[] {16_000, 997}) {
            List<DicomFacts> facts =
                    DicomConversation.parsed(Vectors.store(syntax, sent, fragment));
            DicomFacts message = DicomConversation.message(facts);
            assertThat(message.dataSetBytes).isEqualTo(sent.length);
            assertThat(message.incomplete).isFalse();
            found = DicomConversation.fields(message);
            assertThat(new TreeSet<>(found)).isEqualTo(expected);
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

    /// Behind the preamble and the meta group, if there are any (PS3.10 section 7.1).
    private static int startOfDataSet(byte[] bytes) {
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        boolean preamble =
                bytes.length > 132
                        && new String(bytes, 128, 4, StandardCharsets.US_ASCII).equals("DICM");
        int at = preamble ? 132 : 0;
        while (at + 8 < bytes.length && file.getShort(at) == 2) {
            String vr = new String(bytes, at + 4, 2, StandardCharsets.US_ASCII);
            int letters = vr.charAt(0) << 8 | vr.charAt(1);
            at +=
                    ValueRepresentation.hasLongLength(letters)
                            ? 12 + file.getInt(at + 8)
                            : 8 + file.getShort(at + 6);
        }
        return at;
    }

    /// As the meta group says, or one that nobody knows.
    private static String transferSyntax(byte[] bytes, int dataSet) {
        String meta = new String(bytes, 0, dataSet, StandardCharsets.ISO_8859_1);
        int at = meta.indexOf("\u0002\u0000\u0010\u0000UI");
        if (at < 0) {
            return "1.2.3.4.5";
        }
        int length = meta.charAt(at + 6) | meta.charAt(at + 7) << 8;
        return meta.substring(at + 8, at + 8 + length).replace("\0", "").trim();
    }

    /// Keywords of our catalogue that have a real value, before the pixel data.
    private static Set<String> dumped(Path file) throws Exception {
        String out = dump(List.of("dcmdump", "-q", file.toString()));
        if (!out.contains("(0008,")) {
            // cut in the pixel data, which the framer never looks at
            out = dump(List.of("dcmdump", "-q", "+E", file.toString()));
        }
        Map<Integer, Integer> fields = new HashMap<>();
        for (int i = 0; i < DicomPhi.CATALOGUE.size(); i++) {
            fields.put(DicomPhi.tag(i), i);
        }
        Set<String> found = new TreeSet<>();
        List<Integer> around = new ArrayList<>();
        for (String line : out.split("\n")) {
            Matcher match = LINE.matcher(line);
            if (!match.matches() || match.group(2).equals("0002")) {
                continue;
            }
            int depth = match.group(1).length() / 2;
            int tag = Integer.parseUnsignedInt(match.group(2) + match.group(3), 16);
            if (depth == 0 && tag == 0x7FE0_0010) {
                break;
            }
            while (around.size() > depth) {
                around.removeLast();
            }
            String value = match.group(5);
            boolean sequence = value.startsWith("(Sequence") || value.startsWith("(Item");
            if (!sequence && !isEmpty(value) && tag >>> 16 != 0xFFFE && (tag & 0xFFFF) != 0) {
                around.stream()
                        .filter(fields::containsKey)
                        .forEach(t -> found.add(name(fields.get(t))));
                Integer field = fields.get(tag);
                if (field != null && !isDummy(DicomPhi.CATALOGUE.get(field), value)) {
                    found.add(name(field));
                }
            }
            around.add(tag);
        }
        return found;
    }

    private static String dump(List<String> command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        byte[] out = process.getInputStream().readAllBytes();
        process.waitFor();
        return new String(out, StandardCharsets.ISO_8859_1);
    }

    private static String name(int field) {
        return DicomPhi.CATALOGUE.get(field).name();
    }

    private static boolean isEmpty(String value) {
        String text = value.startsWith("[") ? value.substring(1).split("]", 2)[0] : value;
        return value.startsWith("(no value") || text.replaceAll("[ ^=\\\\]", "").isEmpty();
    }

    private static boolean isDummy(PhiField field, String value) {
        String text = value.startsWith("[") ? value.substring(1).split("]", 2)[0].trim() : value;
        boolean named = field.category() == PhiCategory.NAME || field.category() == PhiCategory.ID;
        return named
                        && text.toUpperCase(java.util.Locale.ROOT)
                                .matches(
                                        "ANON.*|TEST\\^.*|PHANTOM.*|QA\\^.*|QC.*|DUMMY|SERVICE\\^.*")
                || field.category() == PhiCategory.DOB && text.matches("19000101|18991230");
    }
}
