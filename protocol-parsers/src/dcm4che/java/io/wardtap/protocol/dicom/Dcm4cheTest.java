package io.wardtap.protocol.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.wardtap.protocol.unit.KeyedHash;
import io.wardtap.protocol.unit.NameInterner;

import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.Fragments;
import org.dcm4che3.data.Sequence;
import org.dcm4che3.data.Tag;
import org.dcm4che3.data.VR;
import org.dcm4che3.io.DicomInputStream;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/// The data set walk held against dcm4che-core, a second opinion: every value that is kept of the
/// top level, by tag, length and bytes, and the fragments of pixel data. Only in the profile
/// `dcm4che`, whose library is not on Maven Central.
class Dcm4cheTest {
    private final DataSetReader reader =
            new DataSetReader(new DicomNames(new NameInterner(1024)), new KeyedHash(1, 2));

    @Test
    void keepsTheValuesThatDcm4cheReads() throws IOException {
        List<Path> files = DicomFile.samples();
        assumeTrue(!files.isEmpty(), "the shared samples are not there");
        int values = 0;
        int compared = 0;
        List<String> refused = new ArrayList<>();
        for (Path file : files) {
            Attributes read;
            try (DicomInputStream in = new DicomInputStream(file.toFile())) {
                read = in.readDataset();
            } catch (IOException | RuntimeException e) {
                refused.add(file.getFileName() + " (" + e.getMessage() + ")");
                continue;
            }
            DicomFile sample = DicomFile.of(file);
            DataSetUnit unit = unit(sample);
            TreeMap<String, String> expected = expected(read);
            assertThat(kept(unit)).as(file.toString()).isEqualTo(expected);
            values += expected.size();
            compared++;
            if (read.getValue(Tag.PixelData) instanceof Fragments fragments) {
                assertThat(unit.fragments()).as(file.toString()).isEqualTo(fragments.size() - 1);
            }
        }
        System.out.printf(
                "dcm4che: %d values of %d files the same; refused by dcm4che: %s%n",
                values, compared, refused);

        assertThat(compared).isGreaterThanOrEqualTo(files.size() * 9 / 10);
    }

    private DataSetUnit unit(DicomFile sample) {
        FramerFeeder fed =
                DicomConversation.framed(Vectors.store(sample.syntax(), sample.dataSet(), 4000));
        byte[] bytes =
                fed.units.stream()
                        .filter(u -> u.type() == Dicom.DATA_SET)
                        .findFirst()
                        .orElseThrow()
                        .bytes();
        return reader.wrap(bytes, 0, bytes.length);
    }

    /// Length and the kept bytes by tag, of what stands on the top level and is no sequence.
    private static TreeMap<String, String> kept(DataSetUnit unit) {
        TreeMap<String, String> kept = new TreeMap<>();
        while (unit.next()) {
            if (!unit.isNested() && !WantedTags.isSequence(WantedTags.indexOf(unit.tag()))) {
                kept.put(
                        "%08x".formatted(unit.tag()),
                        text(
                                unit.fullLength(),
                                unit.segment(),
                                unit.valueStart(),
                                unit.valueLength()));
            }
        }
        return kept;
    }

    /// The same of what dcm4che has read, up to the pixel data.
    private static TreeMap<String, String> expected(Attributes read) throws IOException {
        TreeMap<String, String> expected = new TreeMap<>();
        for (int tag : read.tags()) {
            int wanted = WantedTags.indexOf(tag);
            if (Integer.compareUnsigned(tag, Tag.PixelData) >= 0 || wanted == WantedTags.NONE) {
                continue;
            }
            Object value = read.getValue(tag);
            VR vr = read.getVR(tag);
            if (value instanceof Sequence || vr == VR.SQ) {
                continue;
            }
            byte[] bytes = read.getBytes(tag);
            int length = bytes == null ? 0 : bytes.length;
            if (tag == Tag.SpecificCharacterSet && length % 2 != 0) {
                // dcm4che has decoded it and left the padding out
                bytes = Arrays.copyOf(bytes, ++length);
                bytes[length - 1] = ' ';
            }
            if (length > 0) {
                int kept = Math.min(length, WantedTags.keepBytes(wanted));
                expected.put("%08x".formatted(tag), text(length, bytes, 0, kept));
            }
        }
        return expected;
    }

    private static String text(long length, byte[] bytes, int from, int kept) {
        StringBuilder text = new StringBuilder(length + ":");
        for (int i = from; i < from + kept; i++) {
            text.append((char) (bytes[i] & 0xFF));
        }
        return text.toString();
    }
}
