package io.wardtap.protocol.dicom;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a DICOM file holds according to DCMTK's dcmdump: its own parser, dictionary and keywords.
/// Of ours only the list of keywords is used that count as identifiers, read by keyword.
final class DcmdumpLabels {
    private static final Pattern LINE =
            Pattern.compile(
                    "^( *)\\(([0-9a-f]{4}),([0-9a-f]{4})\\) (..) (.*?) +# +(\\S+), *\\S+ (.*)$");
    private static final Pattern DUMMY =
            Pattern.compile(
                    "(ANON.*|TEST\\^.*|PHANTOM.*|QA\\^.*|QC.*|DUMMY|SERVICE\\^.*)",
                    Pattern.CASE_INSENSITIVE);
    private static final Set<String> DEVICE =
            Set.of(
                    "Manufacturer",
                    "ManufacturerModelName",
                    "DeviceSerialNumber",
                    "SoftwareVersions",
                    "StationName",
                    "Modality");

    private final Set<String> identifiers = new TreeSet<>();
    private final Map<String, String> device = new TreeMap<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<String, String> categories = categories();
    private int fragments = -1;
    private int pixelBytes;

    static DcmdumpLabels of(Path file, Set<String> beyond) throws Exception {
        String out = dump(List.of("dcmdump", "-q", file.toString()));
        if (!out.contains("(0008,")) {
            // cut in the pixel data, which the framer never looks at
            out = dump(List.of("dcmdump", "-q", "+E", file.toString()));
        }
        DcmdumpLabels labels = new DcmdumpLabels();
        labels.read(out);
        labels.identifiers.addAll(beyond);
        return labels;
    }

    Set<String> identifiers() {
        return identifiers;
    }

    /// Attributes that describe the device, by keyword, that have a value.
    Map<String, String> device() {
        return device;
    }

    /// The same of what Wardtap found.
    Map<String, String> deviceAttributes(DicomFacts facts) {
        Map<String, String> all = new TreeMap<>();
        all.put("Manufacturer", facts.manufacturer);
        all.put("ManufacturerModelName", facts.modelName);
        all.put("DeviceSerialNumber", facts.serialNumber);
        all.put("SoftwareVersions", facts.softwareVersions);
        all.put("StationName", facts.stationName);
        all.put("Modality", facts.modality);
        all.values().removeIf(String::isEmpty);
        return all;
    }

    /// A number of the data set, or -1.
    int number(String keyword) {
        return numbers.getOrDefault(keyword, -1);
    }

    /// Fragments of encapsulated pixel data, -1 where it is native or missing.
    int fragments() {
        return fragments;
    }

    /// Bytes of native pixel data, or of the fragments together; 0 without any.
    int pixelBytes() {
        return pixelBytes;
    }

    private void read(String out) {
        List<String> around = new ArrayList<>();
        boolean inPixels = false;
        for (String line : out.split("\n")) {
            Matcher match = LINE.matcher(line);
            if (!match.matches() || match.group(2).equals("0002")) {
                continue;
            }
            if (inPixels) {
                // items of the pixel sequence: the offset table first
                if (match.group(4).equals("pi")) {
                    pixelBytes += fragments < 0 ? 0 : Integer.parseInt(match.group(6));
                    fragments++;
                }
                continue;
            }
            int depth = match.group(1).length() / 2;
            String tag = match.group(2) + match.group(3);
            String keyword = match.group(7).trim().replace("RETIRED_", "");
            String value = match.group(5).trim();
            if (depth == 0 && tag.equals("7fe00010")) {
                inPixels = value.startsWith("(PixelSequence");
                if (!inPixels) {
                    pixelBytes = Integer.parseInt(match.group(6));
                    break;
                }
                continue;
            }
            while (around.size() > depth) {
                around.removeLast();
            }
            element(depth, tag, keyword, value, around);
            around.add(keyword);
        }
    }

    private void element(int depth, String tag, String keyword, String value, List<String> around) {
        boolean group = value.startsWith("(Sequence") || value.startsWith("(Item");
        boolean isPrivate = Integer.parseInt(tag.substring(0, 4), 16) % 2 == 1;
        boolean reservation = Integer.parseInt(tag.substring(4), 16) < 0x100;
        if (isEmpty(value) || tag.startsWith("fffe") || tag.endsWith("0000")) {
            return;
        }
        if (isPrivate && !reservation && !tag.startsWith("fffe")) {
            identifiers.add("PrivateAttributes");
        }
        if (group) {
            return;
        }
        around.stream().filter(categories::containsKey).forEach(identifiers::add);
        String category = categories.get(keyword);
        if (!isPrivate && category != null && !isDummy(category, value)) {
            identifiers.add(keyword);
        }
        if (depth == 0) {
            topLevel(keyword, text(value));
        }
    }

    private void topLevel(String keyword, String text) {
        if (DEVICE.contains(keyword)) {
            device.put(keyword, text);
        }
        if (Set.of("Rows", "Columns", "NumberOfFrames").contains(keyword)) {
            numbers.put(keyword, text.matches("\\d+") ? Integer.parseInt(text) : -1);
        }
    }

    private static String text(String value) {
        if (!value.startsWith("[")) {
            return value.trim();
        }
        // a long value is cut
        int end = value.lastIndexOf(']');
        return value.substring(1, end < 0 ? value.length() : end).trim();
    }

    private static boolean isEmpty(String value) {
        return value.startsWith("(no value") || text(value).replaceAll("[ ^=\\\\]", "").isEmpty();
    }

    private static boolean isDummy(String category, String value) {
        return switch (category) {
            case "name", "id" -> DUMMY.matcher(text(value)).matches();
            case "dob" -> text(value).matches("19000101|18991230");
            default -> false;
        };
    }

    /// Categories of the keywords that count.
    private static Map<String, String> categories() {
        Map<String, String> found = new HashMap<>();
        for (int i = 0; i < DicomPhi.CATALOGUE.size(); i++) {
            String category = DicomPhi.CATALOGUE.get(i).category().label();
            found.put(DicomPhi.CATALOGUE.get(i).name(), category.toLowerCase(Locale.ROOT));
        }
        return found;
    }

    private static String dump(List<String> command) throws IOException, InterruptedException {
        // a file: what dcmdump says of a large object does not fit a pipe
        Path out = Files.createTempFile("dcmdump", ".txt");
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(out.toFile())
                            .start();
            process.waitFor();
            return Files.readString(out, StandardCharsets.ISO_8859_1);
        } finally {
            Files.delete(out);
        }
    }
}
