package io.wardtap.appliance.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Reads a YAML text into nodes that know their places. Keys that are there twice and aliases are
/// faults.
final class YamlReader {
    private static final Pattern PLACE = Pattern.compile("line (\\d+), column (\\d+)");

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
            faults.add(unreadable(e));
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

    /// The reader's message says what it was at, what it found, and where: the last place counts.
    private ConfigFault unreadable(JsonProcessingException e) {
        String message = e.getOriginalMessage();
        int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
        int column = e.getLocation() == null ? 0 : e.getLocation().getColumnNr();
        Matcher place = PLACE.matcher(message);
        while (place.find()) {
            line = Integer.parseInt(place.group(1));
            column = Integer.parseInt(place.group(2));
        }
        String what =
                message.lines()
                        .filter(part -> !part.isBlank() && !part.startsWith(" "))
                        .collect(Collectors.joining(", "));
        return new ConfigFault(file, line, column, "", "not valid YAML: " + what);
    }
}
