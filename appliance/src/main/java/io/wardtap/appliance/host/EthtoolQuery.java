package io.wardtap.appliance.host;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/// What a driver says of an interface through SIOCETHTOOL (linux/ethtool.h), without the program.
///
/// @param driver its name, or empty
/// @param genericReceive whether GRO is on; null when it does not tell, likewise the others
/// @param largeReceive whether LRO is on
/// @param vlanStripping whether VLAN tags are stripped on reception
record EthtoolQuery(
        String driver, Boolean genericReceive, Boolean largeReceive, Boolean vlanStripping) {
    private static final int AF_INET = 2;
    private static final int SOCK_DGRAM_CLOEXEC = 2 | 0x80000;
    private static final long SIOCETHTOOL = 0x8946;
    private static final int GET_DRIVER = 0x03;
    private static final int GET_FLAGS = 0x25;
    private static final int GET_GRO = 0x2B;
    private static final int FLAG_RX_VLAN = 1 << 8;
    private static final int FLAG_LRO = 1 << 15;
    private static final int NAME_BYTES = 16;
    private static final int REQUEST_BYTES = 40;
    private static final int DRIVER_INFO_BYTES = 196;
    private static final int DRIVER_NAME = 4;
    private static final int DRIVER_NAME_BYTES = 32;

    private static final EthtoolQuery UNKNOWN = new EthtoolQuery("", null, null, null);

    static EthtoolQuery of(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.ISO_8859_1);
        if (!LibcNative.isAvailable() || bytes.length >= NAME_BYTES) {
            return UNKNOWN;
        }
        int socket = LibcNative.socket(AF_INET, SOCK_DGRAM_CLOEXEC);
        if (socket < 0) {
            return UNKNOWN;
        }
        try {
            int flags = value(socket, bytes, GET_FLAGS);
            int gro = value(socket, bytes, GET_GRO);
            return new EthtoolQuery(
                    driver(socket, bytes),
                    gro < 0 ? null : gro != 0,
                    flags < 0 ? null : (flags & FLAG_LRO) != 0,
                    flags < 0 ? null : (flags & FLAG_RX_VLAN) != 0);
        } finally {
            LibcNative.close(socket);
        }
    }

    /// An `ethtool_value`; negative when the driver does not tell.
    private static int value(int socket, byte[] name, int command) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment value = arena.allocate(8, 4);
            int result = ask(socket, arena, name, command, value);
            return result < 0 ? result : value.get(ValueLayout.JAVA_INT, 4) & Integer.MAX_VALUE;
        }
    }

    private static String driver(int socket, byte[] name) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment info = arena.allocate(DRIVER_INFO_BYTES, 4);
            if (ask(socket, arena, name, GET_DRIVER, info) < 0) {
                return "";
            }
            byte[] text =
                    info.asSlice(DRIVER_NAME, DRIVER_NAME_BYTES).toArray(ValueLayout.JAVA_BYTE);
            int length = 0;
            while (length < text.length && text[length] > ' ') {
                length++;
            }
            return new String(text, 0, length, StandardCharsets.US_ASCII);
        }
    }

    private static int ask(
            int socket, Arena arena, byte[] name, int command, MemorySegment answer) {
        answer.set(ValueLayout.JAVA_INT, 0, command);
        MemorySegment request = arena.allocate(REQUEST_BYTES, 8);
        MemorySegment.copy(name, 0, request, ValueLayout.JAVA_BYTE, 0, name.length);
        request.set(ValueLayout.ADDRESS, NAME_BYTES, answer);
        return LibcNative.ioctl(socket, SIOCETHTOOL, request);
    }
}
