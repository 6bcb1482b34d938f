package io.wardtap.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;

/// A made-up patient. Family names are put together from invented parts, so that a name seen in an
/// output is known to come from here and from nobody's record.
record Patient(
        String id,
        String family,
        String given,
        String born,
        String sex,
        String street,
        String city,
        String phone,
        String account) {
    private static final String[] HEAD = {
        "Brambel", "Quillun", "Ashquor", "Lindzu", "Okonva", "Vasquil", "Hoffrun", "Thissel",
                "Marruv", "Dornzel", "Eldruv",
        "Falkun", "Grünzel", "Hazzeb", "Iverquo", "Junizu", "Korvath", "Larkuv", "Mossenqu",
                "Nettruv", "Ormzel", "Pellenqu",
        "Roskuv", "Sorrelqu", "Tamberuv", "Umbrizel"
    };
    private static final String[] TAIL = {
        "worth", "feather", "qvarn", "jara", "ellin", "mark", "wick", "holmen", "stad", "bourne",
        "sønd", "rivoli", "ström", "hagen", "etti", "moor", "vale", "inska", "otto", "dahl"
    };
    private static final String[] FEMALE = {
        "Anna", "Maria", "Lucía", "Chloé", "Ada", "Éva", "Greta", "Noor", "Ines", "Yuki", "Paula",
        "Ruth", "Zoe", "Hanne"
    };
    private static final String[] MALE = {
        "Peter", "John", "Jürgen", "Marco", "Hiroshi", "Niels", "João", "Raj", "Sean", "Willem",
        "Mika", "Omar", "Emil"
    };
    private static final String[] STREET = {
        "Elm Walk", "Harbour Row", "Mill Yard", "Chapel Rise", "Station Parade"
    };
    private static final String[] CITY = {
        "Exampletown", "Sampleford", "Mockbridge", "Testham on Sea"
    };

    /// Number n of an endless list; the same seed gives the same person.
    static Patient made(int n, RandomGenerator random) {
        boolean woman = random.nextBoolean();
        String[] given = woman ? FEMALE : MALE;
        return new Patient(
                "MRN%07d".formatted(4_200_000 + n * 37),
                pick(HEAD, random) + pick(TAIL, random),
                pick(given, random),
                "%04d%02d%02d"
                        .formatted(
                                random.nextInt(1931, 2012),
                                random.nextInt(1, 13),
                                random.nextInt(1, 29)),
                woman ? "F" : "M",
                random.nextInt(1, 190) + " " + pick(STREET, random),
                pick(CITY, random),
                "+1-555-01%02d".formatted(random.nextInt(100)),
                "AC%06d".formatted(310_000 + n));
    }

    /// As the DICOM value representation PN has it.
    String personName() {
        return family + "^" + given;
    }

    String line() {
        return String.join("\t", id, family, given, born, sex, street, city, phone, account);
    }

    static List<Patient> read(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .map(line -> line.split("\t"))
                .map(f -> new Patient(f[0], f[1], f[2], f[3], f[4], f[5], f[6], f[7], f[8]))
                .toList();
    }

    private static String pick(String[] from, RandomGenerator random) {
        return from[random.nextInt(from.length)];
    }
}
