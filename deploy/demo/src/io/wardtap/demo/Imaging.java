package io.wardtap.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;

/// Writes the texts that dcmtk's dump2dcm turns into DICOM objects and worklist entries, and the
/// pixels they refer to.
final class Imaging {
    /// A modality as its objects describe it; `samples` is 3 for colour.
    record Modality(
            String ae,
            String code,
            String sopClass,
            String manufacturer,
            String model,
            String serial,
            String software,
            String station,
            String study,
            int images,
            int samples) {}

    static final List<Modality> MODALITIES =
            List.of(
                    new Modality(
                            "CT1",
                            "CT",
                            "1.2.840.10008.5.1.4.1.1.2",
                            "Imago Medical",
                            "Tomo 64",
                            "CT64-0117",
                            "4.2.1",
                            "CTROOM1",
                            "CT chest",
                            6,
                            1),
                    new Modality(
                            "MR1",
                            "MR",
                            "1.2.840.10008.5.1.4.1.1.4",
                            "Imago Medical",
                            "Magna 1.5",
                            "MR15-0042",
                            "E11.3",
                            "MRROOM1",
                            "MR knee",
                            5,
                            1),
                    new Modality(
                            "US1",
                            "US",
                            "1.2.840.10008.5.1.4.1.1.6.1",
                            "Sonara",
                            "Echo 9",
                            "US9-1277",
                            "2.0.8",
                            "USROOM3",
                            "US abdomen",
                            3,
                            3),
                    new Modality(
                            "CR1",
                            "CR",
                            "1.2.840.10008.5.1.4.1.1.1",
                            "Lumen Systems",
                            "PlateOne",
                            "CR1-7731",
                            "7.10",
                            "CRROOM2",
                            "Chest PA",
                            1,
                            1),
                    new Modality(
                            "DX1",
                            "DX",
                            "1.2.840.10008.5.1.4.1.1.1.1",
                            "Lumen Systems",
                            "FlatDR 2",
                            "DX2-3105",
                            "3.4.0",
                            "DXROOM1",
                            "Wrist",
                            2,
                            1));

    private static final int SIDE = 64;
    private final RandomGenerator random;
    private final Path pixels;

    Imaging(RandomGenerator random, Path folder) throws IOException {
        this.random = random;
        this.pixels = Files.createDirectories(folder.resolve("pixels")).toAbsolutePath();
        Files.write(pixels.resolve("grey"), phantom(2, 1));
        Files.write(pixels.resolve("colour"), phantom(1, 3));
        Files.write(pixels.resolve("dot"), new byte[2]);
    }

    static Modality modality(String ae) {
        return MODALITIES.stream().filter(m -> m.ae().equals(ae)).findFirst().orElseThrow();
    }

    /// An identifier under 2.25 (a UUID as a number), which needs no registration.
    String uid() {
        return "2.25." + new java.math.BigInteger(120, new java.util.Random(random.nextLong()));
    }

    /// Writes the objects of one study into a folder and answers its Study Instance UID.
    String study(
            Path folder,
            Modality modality,
            Patient patient,
            String date,
            String time,
            int number,
            boolean tiny)
            throws IOException {
        Files.createDirectories(folder);
        String study = uid();
        String series = uid();
        for (int image = 1; image <= (tiny ? 1 : modality.images()); image++) {
            StringBuilder text = new StringBuilder();
            String instance = uid();
            line(text, "0002,0002", "UI", modality.sopClass());
            line(text, "0002,0003", "UI", instance);
            line(text, "0002,0010", "UI", "1.2.840.10008.1.2.1");
            line(text, "0008,0005", "CS", "ISO_IR 100");
            line(text, "0008,0008", "CS", "ORIGINAL\\PRIMARY");
            line(text, "0008,0016", "UI", modality.sopClass());
            line(text, "0008,0018", "UI", instance);
            line(text, "0008,0020", "DA", date);
            line(text, "0008,0023", "DA", date);
            line(text, "0008,0030", "TM", time);
            line(text, "0008,0033", "TM", time);
            line(text, "0008,0050", "SH", "ACC" + (500_000 + number));
            line(text, "0008,0060", "CS", modality.code());
            line(text, "0008,0070", "LO", modality.manufacturer());
            line(text, "0008,0080", "LO", "Exampletown General Hospital");
            line(text, "0008,0090", "PN", "Vellacourt^Ines^^Dr.");
            line(text, "0008,1010", "SH", modality.station());
            line(text, "0008,1030", "LO", modality.study());
            line(text, "0008,1070", "PN", "Tessendorf^Ole");
            line(text, "0008,1090", "LO", modality.model());
            line(text, "0010,0010", "PN", patient.personName());
            line(text, "0010,0020", "LO", patient.id());
            line(text, "0010,0030", "DA", patient.born());
            line(text, "0010,0040", "CS", patient.sex());
            line(text, "0010,1040", "LO", patient.street() + ", " + patient.city());
            line(text, "0010,2154", "SH", patient.phone());
            line(text, "0018,1000", "LO", modality.serial());
            line(text, "0018,1020", "LO", modality.software());
            line(text, "0020,000d", "UI", study);
            line(text, "0020,000e", "UI", series);
            line(text, "0020,0010", "SH", "" + number);
            line(text, "0020,0011", "IS", "1");
            line(text, "0020,0013", "IS", "" + image);
            text.append("(0040,0275) SQ\n(fffe,e000) na\n");
            line(text, "0040,0007", "LO", modality.study());
            line(text, "0040,0009", "SH", "SPS" + number);
            line(text, "0040,1001", "SH", "RP" + number);
            text.append("(fffe,e00d) na\n(fffe,e0dd) na\n");
            image(text, modality, tiny);
            Files.writeString(folder.resolve(image + ".dump"), text, StandardCharsets.ISO_8859_1);
        }
        return study;
    }

    /// One scheduled procedure step of the modality worklist.
    void worklistEntry(
            Path file, Modality modality, Patient patient, String date, String time, int number)
            throws IOException {
        StringBuilder text = new StringBuilder();
        line(text, "0002,0010", "UI", "1.2.840.10008.1.2.1");
        line(text, "0008,0005", "CS", "ISO_IR 100");
        line(text, "0008,0050", "SH", "ACC" + (500_000 + number));
        line(text, "0008,0090", "PN", "Vellacourt^Ines^^Dr.");
        line(text, "0010,0010", "PN", patient.personName());
        line(text, "0010,0020", "LO", patient.id());
        line(text, "0010,0030", "DA", patient.born());
        line(text, "0010,0040", "CS", patient.sex());
        line(text, "0020,000d", "UI", uid());
        line(text, "0032,1060", "LO", modality.study());
        text.append("(0040,0100) SQ\n(fffe,e000) na\n");
        line(text, "0008,0060", "CS", modality.code());
        line(text, "0040,0001", "AE", modality.ae());
        line(text, "0040,0002", "DA", date);
        line(text, "0040,0003", "TM", time);
        line(text, "0040,0006", "PN", "Tessendorf^Ole");
        line(text, "0040,0007", "LO", modality.study());
        line(text, "0040,0009", "SH", "SPS" + number);
        text.append("(fffe,e00d) na\n(fffe,e0dd) na\n");
        line(text, "0040,1001", "SH", "RP" + number);
        Files.writeString(file, text, StandardCharsets.ISO_8859_1);
    }

    private void image(StringBuilder text, Modality modality, boolean tiny) {
        int side = tiny ? 1 : SIDE;
        boolean colour = modality.samples() == 3;
        text.append("(0028,0002) US ").append(colour && !tiny ? 3 : 1).append('\n');
        line(text, "0028,0004", "CS", colour && !tiny ? "RGB" : "MONOCHROME2");
        if (colour && !tiny) {
            text.append("(0028,0006) US 0\n");
        }
        text.append("(0028,0010) US ")
                .append(side)
                .append("\n(0028,0011) US ")
                .append(side)
                .append('\n');
        int bits = colour && !tiny ? 8 : 16;
        text.append("(0028,0100) US ")
                .append(bits)
                .append("\n(0028,0101) US ")
                .append(bits == 8 ? 8 : 12);
        text.append("\n(0028,0102) US ").append(bits == 8 ? 7 : 11).append("\n(0028,0103) US 0\n");
        String file = tiny ? "dot" : colour ? "colour" : "grey";
        text.append("(7fe0,0010) ")
                .append(bits == 8 ? "OB" : "OW")
                .append(" =")
                .append(pixels.resolve(file))
                .append('\n');
    }

    private static void line(StringBuilder text, String tag, String vr, String value) {
        text.append('(')
                .append(tag)
                .append(") ")
                .append(vr)
                .append(" [")
                .append(value)
                .append("]\n");
    }

    /// Three nested ellipses, which compress well.
    private static byte[] phantom(int bytesPerSample, int samples) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                double dx = (x - SIDE / 2.0) / SIDE;
                double dy = (y - SIDE / 2.0) / SIDE;
                double radius = Math.sqrt(dx * dx * 1.3 + dy * dy);
                int level = radius < 0.12 ? 210 : radius < 0.3 ? 120 : radius < 0.42 ? 60 : 4;
                for (int sample = 0; sample < samples; sample++) {
                    out.write(level - sample);
                    for (int more = 1; more < bytesPerSample; more++) {
                        out.write(level >> 5);
                    }
                }
            }
        }
        return out.toByteArray();
    }
}
