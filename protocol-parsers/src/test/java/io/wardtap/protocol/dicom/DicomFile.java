package io.wardtap.protocol.dicom;

import io.wardtap.protocol.testkit.SharedFiles;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A DICOM file's data set and what it is encoded in (PS3.10 section 7), read by the tests' own
/// means.
record DicomFile(String syntax, byte[] dataSet) {
    /// The shared samples in order of their names, none where they are not there.
    static List<Path> samples() throws IOException {
        Optional<Path> samples = SharedFiles.folder("samples/dicom");
        if (samples.isEmpty()) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(samples.get())) {
            return all.filter(Files::isRegularFile)
                    .filter(p -> !p.getFileName().toString().equals("INDEX.tsv"))
                    .sorted()
                    .toList();
        }
    }

    static DicomFile of(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int dataSet = startOfDataSet(bytes);
        return new DicomFile(
                transferSyntax(bytes, dataSet), Arrays.copyOfRange(bytes, dataSet, bytes.length));
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
}
