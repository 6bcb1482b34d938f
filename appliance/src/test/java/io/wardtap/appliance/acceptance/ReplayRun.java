package io.wardtap.appliance.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.wardtap.appliance.Appliance;
import io.wardtap.appliance.ReplayListener;
import io.wardtap.appliance.ReplayOptions;
import io.wardtap.appliance.RunResult;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A finished replay and the files it left, read back as any other program would read them.
record ReplayRun(RunResult result, Path folder) {
    static final Path ROOT = Path.of(System.getProperty("wardtap.root", "..")).toAbsolutePath();
    static final Path DEMO = ROOT.resolve("deploy").resolve("demo");
    private static final ObjectMapper JSON = new ObjectMapper();

    static ReplayOptions.Builder options(Path folder, Path... captures) {
        List<String> names = new ArrayList<>();
        for (Path capture : captures) {
            names.add(capture.toString());
        }
        return ReplayOptions.of(names).output(folder).workers(1);
    }

    /// Replays in this JVM.
    static ReplayRun of(ReplayOptions.Builder options) {
        ReplayOptions built = options.build();
        return new ReplayRun(
                Appliance.replay(built, new ReplayListener() {}, () -> false), built.output());
    }

    List<JsonNode> events() throws IOException {
        return events(folder);
    }

    /// Every line of events.jsonl, each of which has to be whole.
    static List<JsonNode> events(Path folder) throws IOException {
        String text = Files.readString(folder.resolve("events.jsonl"), StandardCharsets.UTF_8);
        if (!text.isEmpty() && !text.endsWith("\n")) {
            throw new IOException("the last line of events.jsonl is not whole");
        }
        List<JsonNode> events = new ArrayList<>();
        for (String line : text.lines().toList()) {
            events.add(JSON.readTree(line));
        }
        return events;
    }

    List<JsonNode> events(String dataset) throws IOException {
        return events().stream()
                .filter(e -> e.at("/event/dataset").asText().equals(dataset))
                .toList();
    }

    JsonNode summary() throws IOException {
        return json("summary.json");
    }

    JsonNode inventory() throws IOException {
        return json("inventory.json");
    }

    private JsonNode json(String file) throws IOException {
        return json(folder.resolve(file));
    }

    static JsonNode json(Path file) throws IOException {
        return JSON.readTree(Files.readString(file, StandardCharsets.UTF_8));
    }
}
