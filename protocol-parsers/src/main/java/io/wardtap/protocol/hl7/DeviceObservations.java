package io.wardtap.protocol.hl7;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.unit.NameInterner;

/// What observations coded in ISO/IEEE 11073-10101 (MDC) say about the device: its kind, from the
/// row of the medical device system (IHE PCD-01: OBX-2 empty, OBX-3 `code^MDC_DEV_…_MDS^MDC`), and
/// of an alarm (IHE PCD-04, trigger R40) the event. Reference ids are names of a nomenclature; only
/// their shape is checked. Confined to one parser; allocates nothing once the names are known.
final class DeviceObservations {
    private static final int LONGEST_REFERENCE_ID = 64;
    private static final int MDC = Hl7Phi.segment("MDC");

    private final Hl7Segments segments;
    private final DirectValues direct;
    private final NameInterner names;

    DeviceObservations(Hl7Segments segments, DirectValues direct, NameInterner names) {
        this.segments = segments;
        this.direct = direct;
        this.names = names;
    }

    /// OBX has been split.
    void onObservation(Hl7Facts found) {
        if (!segments.has(3)) {
            return;
        }
        int from = segments.start(3);
        int to = segments.end(3);
        int name = referenceId(from, to);
        if (name < 0) {
            return;
        }
        found.isMdc = true;
        int end = segments.componentEnd(name, to);
        if (direct.occurIn(name, end)) {
            return;
        }
        if (found.deviceType.isEmpty() && isDeviceSystem(name, end)) {
            found.deviceType = names.intern(segments.bytes(), name, end - name);
        } else if (found.alarmEvent.isEmpty() && isEvent(name, end)) {
            alarm(found, name, end);
        }
    }

    /// The event's value, where it is coded too, says which alarm it is; else the event itself.
    private void alarm(Hl7Facts found, int name, int end) {
        if (segments.has(5)) {
            int value = referenceId(segments.start(5), segments.end(5));
            if (value >= 0) {
                int valueEnd = segments.componentEnd(value, segments.end(5));
                if (isEvent(value, valueEnd) && !direct.occurIn(value, valueEnd)) {
                    found.alarmEvent = names.intern(segments.bytes(), value, valueEnd - value);
                    return;
                }
            }
        }
        found.alarmEvent = names.intern(segments.bytes(), name, end - name);
    }

    /// Where the second component begins, when the third is MDC and it is written as a reference
    /// id; else -1.
    private int referenceId(int from, int to) {
        int name = segments.component(2, from, to);
        int system = name < 0 ? -1 : segments.component(3, from, to);
        if (system < 0
                || to - system < 3
                || (Bytes.u16(segments.bytes(), system) << 8
                                | Bytes.u8(segments.bytes(), system + 2))
                        != MDC) {
            return -1;
        }
        int end = segments.componentEnd(name, to);
        if (end - name < 5 || end - name > LONGEST_REFERENCE_ID) {
            return -1;
        }
        for (int at = name; at < end; at++) {
            int b = Bytes.u8(segments.bytes(), at);
            boolean capital = b >= 'A' && b <= 'Z';
            if (!capital && b != '_' && (b < '0' || b > '9')) {
                return -1;
            }
        }
        return Bytes.startsWith(segments.bytes(), name, "MDC_") ? name : -1;
    }

    private boolean isDeviceSystem(int from, int to) {
        return to - from > 12
                && Bytes.startsWith(segments.bytes(), from, "MDC_DEV_")
                && Bytes.startsWith(segments.bytes(), to - 4, "_MDS");
    }

    private boolean isEvent(int from, int to) {
        return to - from > 8 && Bytes.startsWith(segments.bytes(), from, "MDC_EVT_");
    }
}
