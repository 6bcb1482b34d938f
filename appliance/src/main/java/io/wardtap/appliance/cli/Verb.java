package io.wardtap.appliance.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// The verbs, in the order in which help shows them. Those without a command are named so that
/// nobody has to guess why they do not work yet.
enum Verb {
    DEMO("replay the bundled captures and tell what is in them", null),
    REPLAY("read captures at full speed and write events, alerts and devices", null),
    RUN("watch interfaces until it is stopped", null),
    CONFIG("check, show or describe a configuration", null),
    RULES("the detection catalogue", null),
    ALERTS("the alerts of a replay", null),
    DEVICES("the devices of a replay", null),
    BASELINE("what was learned", null),
    EXCEPTIONS(
            "what is not to raise alerts",
            "they come with the live store, which is not in this version"),
    INTERFACES("what can be captured on this machine", null),
    DOCTOR("listen for a while and judge the mirror port", null),
    VERSION("version, commit, JDK, native capture support", null);

    private final String label = name().toLowerCase(Locale.ROOT);
    private final String summary;
    private final String missing;

    Verb(String summary, String missing) {
        this.summary = summary;
        this.missing = missing;
    }

    /// The word on the command line.
    String label() {
        return label;
    }

    /// What it does, for the list of commands.
    String summary() {
        return summary;
    }

    /// Why it does nothing in this version, or null when it works.
    String missing() {
        return missing;
    }

    /// The verb of this word, or null.
    static Verb of(String word) {
        for (Verb verb : values()) {
            if (verb.label.equals(word)) {
                return verb;
            }
        }
        return null;
    }

    static List<String> labels() {
        return Arrays.stream(values()).map(Verb::label).toList();
    }
}
