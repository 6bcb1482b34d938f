package io.wardtap.appliance.detect;

import java.time.Duration;
import java.util.List;

/// The catalogue's entry of one rule.
///
/// @param id stable, kebab-case, never reused
/// @param description one sentence: what it finds
/// @param severity the usual one; `reachable` lists all that it can have
/// @param technique MITRE ATT&CK technique as `T1046 Network Service Discovery`, or ""
/// @param key what makes two findings one alert, in words
/// @param closeAfter quiet for this long closes it
/// @param response what to do first
/// @param learns needs a mature baseline and stays quiet without one
public record RuleInfo(
        String id,
        String title,
        String category,
        String description,
        Kind kind,
        Severity severity,
        List<Severity> reachable,
        String technique,
        Standards standards,
        String key,
        Duration closeAfter,
        String response,
        boolean learns) {
    /// Posture describes a weakness, an incident something that happens, health Wardtap's own
    /// sight.
    public enum Kind {
        POSTURE,
        INCIDENT,
        HEALTH
    }

    /// References to standards, see CONTRACT's alert fields.
    public record Standards(
            List<String> nist80053,
            List<String> nistCsf,
            List<String> iec80001,
            List<String> mds2,
            List<String> iec62443,
            List<String> hipaa) {}
}
