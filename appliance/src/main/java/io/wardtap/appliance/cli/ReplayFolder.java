package io.wardtap.appliance.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads what a replay has left in its folder.
final class ReplayFolder {
    private static final String EVENTS = "events.jsonl";
    private static final String INVENTORY = "inventory.json";
    private static final String ALERT = "wardtap.alert";

    private final Path folder;
    private final ObjectMapper json = new ObjectMapper();

    ReplayFolder(Path folder) {
        this.folder = folder;
    }

    /// The latest revision of each alert, in the order in which they were opened.
    List<JsonNode> alerts() throws IOException {
        Path file = existing(EVENTS);
        Map<String, JsonNode> latest = new LinkedHashMap<>();
        long number = 0;
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (line.contains(ALERT)) {
                    JsonNode event = json.readTree(line);
                    if (Fields.text(event, "event.dataset").equals(ALERT)) {
                        latest.put(Fields.text(event, "event.id"), event);
                    }
                }
            }
        } catch (JsonProcessingException | MalformedInputException e) {
            throw Failure.damaged(file + ": line " + number + " is damaged");
        }
        return List.copyOf(latest.values());
    }

    /// The devices of the inventory.
    List<JsonNode> devices() throws IOException {
        Path file = existing(INVENTORY);
        JsonNode root;
        try {
            root = json.readTree(file.toFile());
        } catch (JsonProcessingException e) {
            throw Failure.damaged(file + ": damaged: not JSON");
        }
        JsonNode list = root.isArray() ? root : root.get("devices");
        if (list == null || !list.isArray()) {
            throw Failure.damaged(file + ": damaged: no devices in it");
        }
        List<JsonNode> devices = new ArrayList<>();
        list.forEach(devices::add);
        return devices;
    }

    private Path existing(String name) {
        Path file = folder.resolve(name);
        if (!Files.exists(file)) {
            throw Failure.source(
                    "no "
                            + name
                            + " in "
                            + folder
                            + ": run 'wardtap replay' first, or name its folder with -o");
        }
        if (!Files.isReadable(file)) {
            throw Failure.source(file + ": permission denied");
        }
        return file;
    }
}
