package io.wardtap.appliance.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;

import io.wardtap.appliance.observe.Device;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;

/// Writes summary.json and inventory.json, each whole or not at all: into a temporary file beside
/// it, which then takes its name.
public final class SummaryWriter {
    public static final String SUMMARY = "summary.json";
    public static final String INVENTORY = "inventory.json";

    private SummaryWriter() {}

    /// Writes DIR/summary.json.
    public static void summary(Path dir, SummaryData data) throws IOException {
        write(dir.resolve(SUMMARY), json -> SummaryJson.write(json, data));
    }

    /// Writes DIR/inventory.json: `{"devices": […]}`, each as in a device event.
    public static void inventory(Path dir, Collection<Device> devices) throws IOException {
        write(dir.resolve(INVENTORY), json -> devices(json, devices));
    }

    /// The summary as text, for standard output.
    public static String text(SummaryData data) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = pretty(new JsonFactory().createGenerator(text))) {
            SummaryJson.write(json, data);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return text.append('\n').toString();
    }

    private static void devices(JsonGenerator json, Collection<Device> devices) throws IOException {
        DeviceJson writer = new DeviceJson(new JsonOut(json));
        json.writeStartObject();
        json.writeArrayFieldStart("devices");
        for (Device device : devices) {
            writer.write(device);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private interface Content {
        void writeTo(JsonGenerator json) throws IOException;
    }

    private static void write(Path file, Content content) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Path temporary = folder.resolve("." + file.getFileName() + ".tmp");
        try {
            try (OutputStream out = Files.newOutputStream(temporary);
                    JsonGenerator json = pretty(new JsonFactory().createGenerator(out))) {
                content.writeTo(json);
                json.writeRaw('\n');
            }
            Files.move(
                    temporary,
                    file,
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static JsonGenerator pretty(JsonGenerator json) {
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentArraysWith(new DefaultIndenter("  ", "\n"));
        printer.indentObjectsWith(new DefaultIndenter("  ", "\n"));
        return json.setPrettyPrinter(printer);
    }
}
