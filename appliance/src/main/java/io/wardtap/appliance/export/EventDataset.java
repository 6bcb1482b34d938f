package io.wardtap.appliance.export;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The datasets of events.jsonl that this version writes; `event.dataset` is `wardtap.` and the
/// label.
public enum EventDataset {
    FLOW,
    DICOM,
    HL7,
    TLS,
    ASTM,
    POCT1,
    INTELLIVUE,
    SDC,
    MEDIBUS,
    DEVICE,
    ALERT,
    STATS;

    private final String label = name().toLowerCase(Locale.ROOT);

    /// As the command line's `--events` names it.
    public String label() {
        return label;
    }

    /// Every dataset.
    public static Set<EventDataset> all() {
        return EnumSet.allOf(EventDataset.class);
    }

    /// Reads a list such as `alert,device`; `all` and `none` are words of it too.
    ///
    /// @throws IllegalArgumentException naming the word that is no dataset, and those that are
    public static Set<EventDataset> parse(String list) {
        EnumSet<EventDataset> chosen = EnumSet.noneOf(EventDataset.class);
        for (String word : list.split(",", -1)) {
            String label = word.strip().toLowerCase(Locale.ROOT);
            switch (label) {
                case "all" -> chosen.addAll(all());
                case "none", "" -> {}
                default -> chosen.add(of(label));
            }
        }
        return chosen;
    }

    private static EventDataset of(String label) {
        List<String> labels = new ArrayList<>();
        for (EventDataset dataset : values()) {
            if (dataset.label.equals(label)) {
                return dataset;
            }
            labels.add(dataset.label);
        }
        throw new IllegalArgumentException(
                "unknown dataset \""
                        + label
                        + "\"; known are "
                        + String.join(", ", labels)
                        + ", all, none");
    }
}
