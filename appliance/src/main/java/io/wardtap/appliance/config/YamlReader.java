package io.wardtap.appliance.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads a YAML text into nodes that know their places. Keys that are there twice and aliases are
/// faults.
final class YamlReader {
    private final String file;
    private final List<ConfigFault> faults;
    private YAMLParser parser;

    YamlReader(String file, List<ConfigFault> faults) {
        this.file = file;
        this.faults = faults;
    }

    /// The document, or null when it cannot be read at all (which is a fault then). An empty one is
    /// a node of nothing.
    YamlNode read(String text) {
        try (YAMLParser opened = new YAMLFactory().createParser(text)) {
            parser = opened;
            JsonToken token = parser.nextToken();
            if (token == null) {
                return new YamlNode.Scalar(null, 1, 1);
            }
            YamlNode document = node(token);
            if (parser.nextToken() != null) {
                fault("", "the file has more than one document");
            }
            return document;
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            faults.add(
                    new ConfigFault(
                            file,
                            at == null ? 0 : at.getLineNr(),
                            at == null ? 0 : at.getColumnNr(),
                            "",
                            "not valid YAML: " + firstLine(e.getOriginalMessage())));
            return null;
        } catch (IOException e) {
            throw new IllegalStateException("a text in memory can be read", e);
        }
    }

    private YamlNode node(JsonToken token) throws IOException {
        int line = line();
        int column = column();
        return switch (token) {
            case START_OBJECT -> mapping(line, column);
            case START_ARRAY -> sequence(line, column);
            case VALUE_NULL -> new YamlNode.Scalar(null, line, column);
            default -> {
                if (parser.isCurrentAlias()) {
                    fault("", "aliases (*name) are not supported");
                }
                yield new YamlNode.Scalar(parser.getText(), line, column);
            }
        };
    }

    private YamlNode mapping(int line, int column) throws IOException {
        Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            int keyLine = line();
            int keyColumn = column();
            YamlNode.Entry before = entries.get(key);
            if (before != null) {
                fault(key, "is there twice, first in line " + before.line());
            }
            YamlNode value = node(parser.nextToken());
            entries.putIfAbsent(key, new YamlNode.Entry(value, keyLine, keyColumn));
        }
        return new YamlNode.Mapping(entries, line, column);
    }

    private YamlNode sequence(int line, int column) throws IOException {
        List<YamlNode> elements = new ArrayList<>();
        for (JsonToken token = parser.nextToken();
                token != JsonToken.END_ARRAY;
                token = parser.nextToken()) {
            elements.add(node(token));
        }
        return new YamlNode.Sequence(elements, line, column);
    }

    private int line() {
        return parser.currentTokenLocation().getLineNr();
    }

    private int column() {
        return parser.currentTokenLocation().getColumnNr();
    }

    private void fault(String key, String message) {
        faults.add(new ConfigFault(file, line(), column(), key, message));
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("unreadable");
    }
}
