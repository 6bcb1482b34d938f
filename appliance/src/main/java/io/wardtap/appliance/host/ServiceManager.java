package io.wardtap.appliance.host;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Tells systemd how the service is (sd_notify(3)): datagrams to the socket that NOTIFY_SOCKET
/// names. Without one every call does nothing. A manager that does not listen is no fault of ours:
/// messages that cannot be sent are dropped. Any thread.
public final class ServiceManager implements AutoCloseable {
    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM_CLOEXEC = 2 | 0x80000;
    private static final int MSG_NOSIGNAL_DONTWAIT = 0x4000 | 0x40;
    private static final int PATH_BYTES = 108;

    private final byte[] address;
    private final int socket;
    private final long watchdogUs;

    private ServiceManager(byte[] address, int socket, long watchdogUs) {
        this.address = address;
        this.socket = socket;
        this.watchdogUs = watchdogUs;
    }

    /// @param environment of the process
    public static ServiceManager of(Map<String, String> environment, long pid) {
        byte[] address = address(environment.getOrDefault("NOTIFY_SOCKET", ""));
        if (address == null || !LibcNative.isAvailable()) {
            return new ServiceManager(null, -1, 0);
        }
        int socket = LibcNative.socket(AF_UNIX, SOCK_DGRAM_CLOEXEC);
        return new ServiceManager(
                address,
                socket,
                number(environment.getOrDefault("WATCHDOG_PID", Long.toString(pid))) == pid
                        ? Math.max(0, number(environment.getOrDefault("WATCHDOG_USEC", "0")))
                        : 0);
    }

    /// A sockaddr_un; names that begin with `@` are abstract. Null when it is none that can be.
    static byte[] address(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        boolean isAbstract = name.startsWith("@");
        if (!isAbstract && !name.startsWith("/")
                || bytes.length < 2
                || bytes.length >= PATH_BYTES) {
            return null;
        }
        // an abstract name ends where its length says, a path with a zero
        byte[] address = new byte[2 + bytes.length + (isAbstract ? 0 : 1)];
        address[0] = AF_UNIX; // in the machine's order, little-endian on all we run on
        System.arraycopy(bytes, 0, address, 2, bytes.length);
        if (isAbstract) {
            address[2] = 0;
        }
        return address;
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    public boolean isPresent() {
        return socket >= 0;
    }

    /// How often the watchdog wants to hear something, half of its patience; 0 without one.
    public long watchdogEveryNs() {
        return watchdogUs * 1000 / 2;
    }

    public void ready(String status) {
        send("READY=1\nSTATUS=" + oneLine(status));
    }

    public void reloading() {
        send("RELOADING=1\nMONOTONIC_USEC=" + monotonicUs());
    }

    public void stopping() {
        send("STOPPING=1\nSTATUS=flushing");
    }

    public void status(String status) {
        send("STATUS=" + oneLine(status));
    }

    public void watchdog() {
        send("WATCHDOG=1");
    }

    /// CLOCK_MONOTONIC, which is what the JDK's clock reads on Linux.
    private static long monotonicUs() {
        return System.nanoTime() / 1000;
    }

    private static String oneLine(String text) {
        return text.replace('\n', ' ');
    }

    private void send(String message) {
        if (socket >= 0) {
            LibcNative.sendTo(
                    socket,
                    message.getBytes(StandardCharsets.UTF_8),
                    MSG_NOSIGNAL_DONTWAIT,
                    address);
        }
    }

    @Override
    public void close() {
        if (socket >= 0) {
            LibcNative.close(socket);
        }
    }
}
