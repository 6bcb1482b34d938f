package io.wardtap.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/// Plans a morning of the made-up hospital: which scene is played at which second, with whom. Everything follows from the seed, and
/// both mornings come from the same habits, so that what differs in the second is only what goes wrong.
///
///     seeds DIR                        studies that the archive holds from earlier years
///     day DIR DATE SEED SEEDS calm     an ordinary morning
///     day DIR DATE SEED SEEDS short    its first twenty-five minutes
///     day DIR DATE SEED SEEDS trouble  the same habits, and what goes wrong
public final class Plan {
    private static final int START = 8 * 3600;

    /// Seconds that one scene keeps free before the next begins.
    private static final int ROOM = 5;

    private static final int PATIENTS = 44;
    private static final int GATEWAY_FALLS_SILENT = 10 * 3600 + 48 * 60;

    /// With those of a morning they stay below the 500 that dcmqrscp can hold.
    private static final int SEEDS = 410;

    private final Path folder;

    /// Second of the day at which nothing begins any more.
    private int end = 12 * 3600;

    private final String date;
    private final Random random;
    private final Imaging imaging;
    private final List<Patient> patients = new ArrayList<>();
    private final TreeMap<Integer, String> scenes = new TreeMap<>();

    /// Patients whose studies are in the archive, by the second they were stored.
    private final TreeMap<Integer, Patient> examined = new TreeMap<>();

    private int studies;

    private Plan(Path folder, String date, long seed) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.date = date;
        this.random = new Random(seed);
        this.imaging = new Imaging(random, folder);
        this.studies = (int) (seed % 100) * 1000;
    }

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[1]);
        if (args[0].equals("seeds")) {
            new Plan(folder, "20240000", 7).seeds();
        } else {
            new Plan(folder, args[2], Long.parseLong(args[3])).day(Path.of(args[4]), args[5]);
        }
    }

    private void seeds() throws IOException {
        List<String> list = new ArrayList<>();
        for (int n = 0; n < SEEDS; n++) {
            Patient patient = Patient.made(n, random);
            String day = "202%d%02d%02d".formatted(n % 5, 1 + n % 12, 1 + n % 28);
            Imaging.Modality modality = Imaging.MODALITIES.get(n % 2);
            String uid =
                    imaging.study(
                            folder.resolve("objects/seed%03d".formatted(n)),
                            modality,
                            patient,
                            day,
                            "101500",
                            n,
                            true);
            list.add(uid + "\t" + patient.id() + "\t" + day);
        }
        Files.write(folder.resolve("studies.tsv"), list);
    }

    private void day(Path seeds, String kind) throws IOException {
        boolean trouble = kind.equals("trouble");
        if (kind.equals("short")) {
            end = START + 1500;
        }
        int first = 1000 + studies;
        for (int n = 0; n < PATIENTS; n++) {
            patients.add(Patient.made(first + n, random));
        }
        Files.write(folder.resolve("patients.tsv"), patients.stream().map(Patient::line).toList());
        worklist();
        put(START, "feeds");
        if (trouble) {
            trouble();
        }
        feeds(trouble ? GATEWAY_FALLS_SILENT : end);
        imaging();
        reading(Files.readAllLines(seeds.resolve("studies.tsv")));
        List<String> lines = new ArrayList<>();
        scenes.forEach((second, scene) -> lines.add(second + "\t" + scene));
        Files.write(folder.resolve("plan.tsv"), lines);
    }

    private void worklist() throws IOException {
        Path list = Files.createDirectories(folder.resolve("worklist"));
        for (int n = 0; n < 30; n++) {
            Imaging.Modality modality = Imaging.MODALITIES.get(n % Imaging.MODALITIES.size());
            imaging.worklistEntry(
                    list.resolve("w%02d.dump".formatted(n)),
                    modality,
                    patients.get(n),
                    date,
                    clock(START + n * 480),
                    studies + 800 + n);
        }
    }

    /// What the HL7 systems send: each feed at its own pace.
    private void feeds(int gatewayUntil) {
        int n = 0;
        for (int at = START + 20; at < gatewayUntil; at += 60, n++) {
            int second = free(at);
            put(second, "vitals %d %d %s %d".formatted(n, n % 3, stamp(second), 1 + n % 3));
        }
        n = 0;
        for (int at = START + 45; at < end; at += 240, n++) {
            int second = free(at + jitter(5));
            put(second, "infusion %d %d %s %d".formatted(n, n % 2, stamp(second), 1 + n % 2));
        }
        String[] triggers = {"A04", "A01", "A08", "A02", "A08", "A03"};
        n = 0;
        for (int at = START + 60; at < end; at += 150, n++) {
            int second = free(at + jitter(20));
            put(
                    second,
                    "adt %d %d %s %s"
                            .formatted(
                                    n, n % PATIENTS, stamp(second), triggers[n % triggers.length]));
        }
        n = 0;
        for (int at = START + 130; at < end; at += 330, n++) {
            int second = free(at + jitter(40));
            put(
                    second,
                    "order %d %d %s %s"
                            .formatted(
                                    n,
                                    (n * 3) % PATIENTS,
                                    stamp(second),
                                    n % 2 == 0 ? "LAB" : "RAD"));
        }
        n = 0;
        for (int at = START + 200; at < end; at += 600, n++) {
            int second = free(at + jitter(60));
            put(second, "appointment %d %d %s".formatted(n, (n * 5) % PATIENTS, stamp(second)));
        }
        n = 0;
        for (int at = START + 100; at < end; at += 420, n++) {
            int second = free(at + jitter(40));
            put(second, "laboratory %d %d %s".formatted(n, (n * 3) % PATIENTS, stamp(second)));
        }
        // now and then an order is refused and taken on the second try: no storm
        for (int at : new int[] {START + 2900, START + 10_300}) {
            if (at >= end) {
                break;
            }
            int second = free(at);
            put(second, "refused %d %d %s".formatted(700 + at % 100, 9, stamp(second)));
            put(free(second + 30), "retry AA");
        }
    }

    /// What the modalities do: store, ask for the worklist, verify.
    private void imaging() throws IOException {
        int[] pace = {840, 1080, 480, 540, 900};
        for (int m = 0; m < pace.length; m++) {
            Imaging.Modality modality = Imaging.MODALITIES.get(m);
            for (int at = START + 240 + m * 70; at < end - 20; at += pace[m]) {
                int second = free(at + jitter(pace[m] / 10));
                put(second, "store " + modality.ae() + " " + newStudy(modality, second));
            }
            for (int at = START + 150 + m * 90; at < end; at += 900) {
                put(free(at + jitter(60)), "worklist " + modality.ae());
            }
            for (int at = START + 30 + m * 40; at < end; at += 1800) {
                put(free(at + jitter(20)), "echo " + modality.ae());
            }
        }
        for (int at = START + 1500; at < end; at += 4200) {
            int second = free(at);
            String ct = newStudy(Imaging.MODALITIES.get(0), second);
            put(
                    second,
                    "together CT1 " + ct + " US1 " + newStudy(Imaging.MODALITIES.get(2), second));
        }
    }

    /// What the reading workstation does: query for one patient, retrieve one study.
    private void reading(List<String> seeds) {
        int n = 0;
        for (int at = START + 180; at < end; at += 360, n++) {
            List<Patient> known = List.copyOf(examined.headMap(at - 60).values());
            Patient patient =
                    known.isEmpty() ? patients.getFirst() : known.get(random.nextInt(known.size()));
            String scene =
                    n % 3 == 2
                            ? "findname " + patient.family().substring(0, 4) + " " + date
                            : "find " + patient.id() + " " + date;
            put(free(at + jitter(40)), scene);
        }
        n = 0;
        for (int at = START + 400; at < end; at += 1200, n++) {
            put(free(at + jitter(60)), "move " + study(at, n, seeds));
        }
        n = 0;
        for (int at = START + 900; at < end; at += 1300, n++) {
            put(free(at + jitter(60)), "get " + study(at, n, seeds));
        }
        for (int at = START + 700; at < end; at += 1800) {
            put(free(at + jitter(60)), "verify");
        }
    }

    /// What goes wrong, in the order of the story.
    private void trouble() throws IOException {
        put(at(9, 12, 0), "scan");
        reserve(at(9, 12, 0), 60);
        for (int n = 0; n < 9; n++) {
            put(at(9, 16, 0) + n * 14, "probe " + n);
        }
        put(at(9, 22, 0), "harvest patients");
        put(at(9, 23, 30), "harvest studies");
        put(at(9, 25, 10), "harvest each");
        for (int at : new int[] {at(9, 50, 10), at(10, 2, 10), at(10, 14, 10)}) {
            put(at, "identity CR1 " + newStudy(Imaging.modality("CR1"), at));
        }
        put(at(10, 5, 0), "refused 900 9 " + stamp(at(10, 5, 0)));
        for (int n = 1; n <= 25; n++) {
            put(at(10, 5, 0) + n * 10, "retry AE");
        }
        put(at(10, 5, 0) + 26 * 10, "retry AA");
        for (int at : new int[] {at(10, 20, 10), at(10, 32, 10), at(10, 44, 10)}) {
            put(at, "outside " + newStudy(Imaging.modality("US1"), at));
        }
        for (int at : new int[] {at(10, 38, 10), at(10, 55, 10)}) {
            put(at, "direct " + newStudy(Imaging.modality("MR1"), at));
        }
        put(at(11, 5, 10), "newservice");
        put(at(11, 20, 10), "newservice");
    }

    /// A study that the archive has by then: of this morning, of CT, MR and CR in turn, or of
    /// earlier years.
    private String study(int at, int n, List<String> seeds) {
        String stored = "store " + List.of("CT1", "MR1", "CR1").get(n % 3);
        List<String> studies =
                scenes.headMap(at - 60).values().stream()
                        .filter(s -> s.startsWith(stored))
                        .map(s -> s.split(" ")[3])
                        .toList();
        return studies.isEmpty() || n % 4 == 3
                ? seeds.get(random.nextInt(seeds.size())).split("\t")[0]
                : studies.get(random.nextInt(studies.size()));
    }

    /// Folder and UID of a new study.
    private String newStudy(Imaging.Modality modality, int second) throws IOException {
        int number = ++studies;
        Patient patient = patients.get(random.nextInt(PATIENTS));
        examined.put(second, patient);
        String name = "s%05d".formatted(number);
        return name
                + " "
                + imaging.study(
                        folder.resolve("objects/" + name),
                        modality,
                        patient,
                        date,
                        clock(second),
                        number,
                        false);
    }

    private void put(int second, String scene) {
        scenes.put(second, scene);
    }

    /// Keeps seconds free: nothing else may begin there.
    private void reserve(int second, int length) {
        for (int s = second + ROOM; s < second + length; s += ROOM) {
            scenes.put(s, "pause");
        }
    }

    /// The first second from there on with room before and behind.
    private int free(int wanted) {
        int second = wanted;
        while (!scenes.subMap(second - ROOM + 1, second + ROOM).isEmpty()) {
            second++;
        }
        return second;
    }

    private int jitter(int most) {
        return random.nextInt(-most, most + 1);
    }

    private static int at(int hour, int minute, int second) {
        return hour * 3600 + minute * 60 + second;
    }

    private String stamp(int second) {
        return date + clock(second);
    }

    private static String clock(int second) {
        return "%02d%02d%02d".formatted(second / 3600, second / 60 % 60, second % 60);
    }
}
