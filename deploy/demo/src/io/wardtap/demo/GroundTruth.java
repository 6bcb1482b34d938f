package io.wardtap.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Writes what is in the captures, counted from the wire by a reader of its own and held against what the programs say they did;
/// where the two differ it fails.
///
///     GroundTruth OUT.json FOLDER NAME...    FOLDER/NAME holds NAME.pcap.gz, scenes.tsv and log
public final class GroundTruth {
    /// Scenes that are no habit, with the detections that they are there for.
    private static final Map<String, List<String>> TROUBLE = new LinkedHashMap<>();

    static {
        TROUBLE.put("scan", List.of("recon-port-scan"));
        TROUBLE.put("probe", List.of("recon-dicom-probe", "dicom-unknown-ae"));
        TROUBLE.put("harvest", List.of("exfil-dicom-query"));
        TROUBLE.put("identity", List.of("cred-cleartext-dicom"));
        TROUBLE.put("retry AE", List.of("hl7-nak-storm"));
        TROUBLE.put("outside", List.of("phi-external-destination", "behav-new-peer"));
        TROUBLE.put("direct", List.of("behav-new-peer"));
        TROUBLE.put("newservice", List.of("behav-new-service"));
    }

    private GroundTruth() {}

    public static void main(String[] args) throws IOException {
        Map<String, Object> truth = new LinkedHashMap<>();
        List<String> faults = new ArrayList<>();
        for (String name : List.of(args).subList(2, args.length)) {
            truth.put(name + ".pcap.gz", capture(Path.of(args[1], name), name, faults));
        }
        StringBuilder json = new StringBuilder();
        write(json, truth, "");
        Files.writeString(Path.of(args[0]), json.append('\n'));
        if (!faults.isEmpty()) {
            faults.forEach(System.err::println);
            System.exit(1);
        }
    }

    private static Map<String, Object> capture(Path folder, String name, List<String> faults)
            throws IOException {
        WireStreams wire = new WireStreams(folder.resolve(name + ".pcap.gz"));
        DicomCount dicom = new DicomCount();
        Hl7Count hl7 = new Hl7Count();
        Map<String, Integer> connections = new TreeMap<>();
        for (WireStreams.Stream stream : wire.streams.values()) {
            byte[] bytes = stream.bytes.toByteArray();
            if (bytes.length == 0) {
                continue;
            }
            String protocol =
                    bytes[0] == 0x0b
                            ? "hl7"
                            : bytes[0] == 0x16 || bytes[0] == 0x15
                                    ? "tls"
                                    : bytes[0] <= 7 ? "dicom" : "other";
            if (stream.client) {
                connections.merge(
                        protocol + " " + stream.to + ":" + stream.toPort, 1, Integer::sum);
            }
            if (protocol.equals("dicom")) {
                dicom.count(bytes);
            } else if (protocol.equals("hl7")) {
                hl7.count(bytes);
            }
        }
        Path log = folder.resolve("log");
        compare(name + ": HL7 messages, tshark", hl7.kinds, ProgramLogs.tshark(log, "hl7"), faults);
        compare(
                name + ": DICOM PDUs, tshark",
                dicom.pdus,
                named(ProgramLogs.tshark(log, "pdu")),
                faults);
        ProgramLogs logs = new ProgramLogs(log);
        compare(name + ": DIMSE commands", dicom.commands, logs.commands, faults);
        compare(name + ": HL7 messages", hl7.kinds, logs.messages, faults);
        compare(name + ": HL7 acknowledgements", hl7.answers, logs.answers, faults);

        Map<String, Object> truth = new LinkedHashMap<>();
        truth.put("packets", wire.packets);
        truth.put("first", instant(wire.firstUs));
        truth.put("last", instant(wire.lastUs));
        truth.put("tcp_openings", wire.openings);
        truth.put("conversations", connections);
        truth.put(
                "dicom",
                fields(
                        "pdu",
                        dicom.pdus,
                        "pdv",
                        dicom.pdvs,
                        "dimse",
                        dicom.commands,
                        "datasets",
                        dicom.datasets,
                        "datasets_with_patient_name",
                        dicom.named,
                        "associations_with_user_identity",
                        dicom.withUserIdentity));
        truth.put(
                "hl7",
                fields(
                        "messages",
                        hl7.messages,
                        "messages_with_patient",
                        hl7.withPatient,
                        "kinds",
                        hl7.kinds,
                        "acknowledgements",
                        hl7.answers));
        List<String> scenes =
                Files.readAllLines(folder.resolve("scenes.tsv"), StandardCharsets.UTF_8);
        truth.put("scenes", scenes(scenes));
        truth.put("trouble", trouble(scenes, wire.firstUs));
        return truth;
    }

    private static Map<String, Integer> named(Map<String, Integer> types) {
        Map<String, Integer> counts = new TreeMap<>();
        types.forEach((type, n) -> counts.put(DicomCount.PDUS.get(Integer.decode(type)), n));
        return counts;
    }

    private static Map<String, Integer> scenes(List<String> scenes) {
        Map<String, Integer> counts = new TreeMap<>();
        scenes.forEach(line -> counts.merge(line.split("\t")[2].split(" ")[0], 1, Integer::sum));
        counts.remove("pause");
        return counts;
    }

    private static List<Object> trouble(List<String> scenes, long firstUs) {
        long midnight = firstUs / 86_400_000_000L * 86_400;
        List<Object> list = new ArrayList<>();
        TROUBLE.forEach(
                (scene, rules) -> {
                    List<Long> times =
                            scenes.stream()
                                    .map(line -> line.split("\t"))
                                    .filter(f -> (f[2] + " ").startsWith(scene + " "))
                                    .map(f -> midnight + Long.parseLong(f[0]))
                                    .toList();
                    if (!times.isEmpty()) {
                        list.add(
                                fields(
                                        "scene",
                                        scene,
                                        "times",
                                        times.size(),
                                        "from",
                                        instant(times.getFirst() * 1_000_000),
                                        "to",
                                        instant(times.getLast() * 1_000_000),
                                        "rules",
                                        rules));
                    }
                });
        lastOf(scenes, "vitals", midnight, list);
        return list;
    }

    /// A feed that stops long before the capture does has fallen silent.
    private static void lastOf(List<String> scenes, String feed, long midnight, List<Object> list) {
        long last = 0;
        long end = 0;
        for (String line : scenes) {
            String[] f = line.split("\t");
            end = Long.parseLong(f[0]);
            last = f[2].startsWith(feed + " ") ? end : last;
        }
        if (end - last > 1800) {
            list.add(
                    fields(
                            "scene",
                            feed + " stop",
                            "times",
                            1,
                            "from",
                            instant((midnight + last) * 1_000_000),
                            "to",
                            instant((midnight + end) * 1_000_000),
                            "rules",
                            List.of("behav-device-silent")));
        }
    }

    private static void compare(
            String what,
            Map<String, Integer> wire,
            Map<String, Integer> logs,
            List<String> faults) {
        if (!wire.equals(logs)) {
            faults.add(what + " differ\n  wire     " + wire + "\n  programs " + logs);
        }
    }

    private static String instant(long us) {
        return Instant.ofEpochSecond(us / 1_000_000, us % 1_000_000 * 1000).toString();
    }

    private static Map<String, Object> fields(Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }

    private static void write(StringBuilder out, Object value, String indent) {
        switch (value) {
            case Map<?, ?> map -> {
                String separator = "{\n";
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    out.append(separator)
                            .append(indent)
                            .append("  \"")
                            .append(entry.getKey())
                            .append("\": ");
                    write(out, entry.getValue(), indent + "  ");
                    separator = ",\n";
                }
                out.append(map.isEmpty() ? "{}" : "\n" + indent + "}");
            }
            case List<?> list -> {
                String separator = "[";
                for (Object item : list) {
                    out.append(separator);
                    write(out, item, indent + "  ");
                    separator = ", ";
                }
                out.append(list.isEmpty() ? "[]" : "]");
            }
            case Integer number -> out.append(number);
            default -> out.append('"').append(value).append('"');
        }
    }
}
