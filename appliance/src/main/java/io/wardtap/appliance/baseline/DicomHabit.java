package io.wardtap.appliance.baseline;

import java.util.ArrayList;
import java.util.List;

/// How a device uses one SOP class as service class user. Analysis thread only.
public final class DicomHabit {
    static final int MAX_LEVELS = 6; // PATIENT, STUDY, SERIES, IMAGE and two odd ones

    /// Commands by the low byte and the N bit of the Command Field, one bit each.
    int verbs;

    final List<String> queryLevels = new ArrayList<>();
    boolean wildcard;
    boolean unrestricted;

    /// Most pending responses to one request.
    int maxPending;

    /// Most C-FIND requests in one minute.
    int maxFindsPerMinute;

    public boolean wildcard() {
        return wildcard;
    }

    public boolean unrestricted() {
        return unrestricted;
    }

    public int maxPending() {
        return maxPending;
    }

    public int maxFindsPerMinute() {
        return maxFindsPerMinute;
    }

    public boolean does(int commandField) {
        return (verbs & bit(commandField)) != 0;
    }

    /// C commands have 01, 10, 20, 21 and 30, N commands 0100 to 0150 (PS3.7 E.1).
    static int bit(int commandField) {
        return switch (commandField) {
            case 0x0001 -> 1;
            case 0x0010 -> 1 << 1;
            case 0x0020 -> 1 << 2;
            case 0x0021 -> 1 << 3;
            case 0x0030 -> 1 << 4;
            case 0x0100 -> 1 << 5;
            case 0x0110 -> 1 << 6;
            case 0x0120 -> 1 << 7;
            case 0x0130 -> 1 << 8;
            case 0x0140 -> 1 << 9;
            case 0x0150 -> 1 << 10;
            default -> 1 << 11;
        };
    }
}
