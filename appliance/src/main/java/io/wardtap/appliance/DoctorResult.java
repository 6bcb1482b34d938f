package io.wardtap.appliance;

import io.wardtap.appliance.mirror.MirrorFinding;

import java.util.List;

/// The judgement of a mirror.
///
/// @param exitCode one of [ExitCode]; findings do not change it
/// @param message why it could not listen, or empty
/// @param seconds for which it listened
public record DoctorResult(
        int exitCode,
        String message,
        List<String> interfaces,
        long seconds,
        long packets,
        long bytes,
        List<MirrorFinding> findings) {
    public DoctorResult {
        interfaces = List.copyOf(interfaces);
        findings = List.copyOf(findings);
    }

    static DoctorResult refused(int code, String message) {
        return new DoctorResult(code, message, List.of(), 0, 0, 0, List.of());
    }
}
