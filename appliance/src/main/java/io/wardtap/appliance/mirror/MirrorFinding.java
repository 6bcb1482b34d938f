package io.wardtap.appliance.mirror;

import java.util.Locale;

/// What was found about one thing.
///
/// @param check a stable word for scripts
/// @param text a sentence
/// @param advice what to do, or empty
public record MirrorFinding(String check, Verdict verdict, String text, String advice) {
    /// How it stands.
    public enum Verdict {
        GOOD,
        BAD,
        /// Too little was seen to say.
        UNKNOWN;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static MirrorFinding good(String check, String text) {
        return new MirrorFinding(check, Verdict.GOOD, text, "");
    }

    static MirrorFinding bad(String check, String text, String advice) {
        return new MirrorFinding(check, Verdict.BAD, text, advice);
    }

    static MirrorFinding unknown(String check, String text) {
        return new MirrorFinding(check, Verdict.UNKNOWN, text, "");
    }
}
