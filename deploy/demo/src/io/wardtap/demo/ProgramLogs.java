package io.wardtap.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What the programs of one recording say they did, from their own logs; the encrypted
/// associations, whose logs are named *-tls, are left out since no message of theirs can be counted
/// on the wire.
final class ProgramLogs {
    final Map<String, Integer> commands = new TreeMap<>();
    final Map<String, Integer> messages = new TreeMap<>();
    final Map<String, Integer> answers = new TreeMap<>();

    ProgramLogs(Path folder) throws IOException {
        for (String log : List.of("store", "store2", "store-direct")) {
            count(folder, log, "Sending Store Request", "C-STORE-RQ");
            count(folder, log, "Received Store Response", "C-STORE-RSP");
        }
        // what the workstation received and no modality sent it came from the archive, asked by
        // C-MOVE
        int moved =
                lines(folder, "ws1", "Received Store Request")
                        - lines(folder, "store-direct", "Sending Store Request");
        for (String command : List.of("C-STORE-RQ", "C-STORE-RSP")) {
            commands.merge(command, moved, Integer::sum);
        }
        count(folder, "get", "Received C-STORE Request", "C-STORE-RQ");
        count(folder, "get", "Sending C-STORE Response", "C-STORE-RSP");
        count(folder, "get", "Sending C-GET Request", "C-GET-RQ");
        count(folder, "get", "Received C-GET Response", "C-GET-RSP");
        count(folder, "move", "Sending Move Request", "C-MOVE-RQ");
        count(folder, "move", "Received Move Response", "C-MOVE-RSP");
        count(folder, "move", "Received Final Move Response", "C-MOVE-RSP");
        count(folder, "find", "Sending Find Request", "C-FIND-RQ");
        count(folder, "find", "Find Response: ", "C-FIND-RSP");
        count(folder, "find", "Received Final Find Response", "C-FIND-RSP");
        for (String log : List.of("echo", "probe")) {
            count(folder, log, "Sending Echo Request", "C-ECHO-RQ");
            count(folder, log, "Received Echo Response", "C-ECHO-RSP");
        }
        try (var logs = Files.newDirectoryStream(folder, "hl7-*.log")) {
            for (Path log : logs) {
                for (String line : Files.readAllLines(log)) {
                    String[] fields = line.split("\t");
                    messages.merge(fields[0], 1, Integer::sum);
                    messages.merge(fields[1], 1, Integer::sum);
                    answers.merge(fields[2], 1, Integer::sum);
                }
            }
        }
    }

    /// What another reader of the capture, tshark, sees: one value a line.
    static Map<String, Integer> tshark(Path folder, String what) throws IOException {
        Map<String, Integer> counts = new TreeMap<>();
        for (String line : Files.readAllLines(folder.resolve("tshark." + what))) {
            counts.merge(line, 1, Integer::sum);
        }
        return counts;
    }

    private void count(Path folder, String log, String text, String command) throws IOException {
        int lines = lines(folder, log, text);
        if (lines > 0) {
            commands.merge(command, lines, Integer::sum);
        }
    }

    private static int lines(Path folder, String log, String text) throws IOException {
        Path file = folder.resolve(log + ".log");
        if (!Files.exists(file)) {
            return 0;
        }
        return (int)
                Files.readString(file, StandardCharsets.ISO_8859_1)
                        .lines()
                        .filter(l -> l.contains(": " + text))
                        .count();
    }
}
