package io.wardtap.appliance.capture.live;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// A packet socket (packet(7)) and its options. One thread at a time. Only making one needs
/// privileges: an open one can be bound again when its interface comes back.
final class PacketSocket {
    /// What the kernel counted since the last time it was asked.
    static final int STATISTICS_BYTES = 12;

    private static final int AF_PACKET = 17;
    private static final int SOCK_RAW_CLOEXEC = 3 | 0x8_0000;
    private static final short ETH_P_ALL = 3;
    private static final int SOL_SOCKET = 1;
    private static final int SO_ERROR = 4;
    private static final int SO_ATTACH_FILTER = 26;
    private static final int SOL_PACKET = 263;
    private static final int PACKET_ADD_MEMBERSHIP = 1;
    private static final int PACKET_RX_RING = 5;
    private static final int PACKET_STATISTICS = 6;
    private static final int PACKET_VERSION = 10;
    private static final int PACKET_FANOUT = 18;
    private static final int PACKET_FANOUT_DATA = 22;
    private static final int PACKET_IGNORE_OUTGOING = 23;
    private static final int TPACKET_V3 = 2;
    private static final int PACKET_MR_PROMISC = 1;
    private static final int FANOUT_CBPF = 6;
    private static final int FANOUT_UNIQUE_ID = 0x2000;
    private static final int FANOUT_IGNORE_OUTGOING = 0x4000;
    private static final long SIOCGIFFLAGS = 0x8913;
    private static final long SIOCGIFHWADDR = 0x8927;
    private static final long SIOCGIFINDEX = 0x8933;
    private static final int IFREQ_BYTES = 40;
    private static final int IFREQ_VALUE = 16;
    private static final int NAME_BYTES = 15;
    private static final int IFF_UP = 1;

    private final SystemCalls calls;
    private final String interfaceName;
    private final int fd;
    private final Arena arena = Arena.ofAuto();
    private final MemorySegment value = arena.allocate(64, 8);
    private final MemorySegment length = arena.allocate(JAVA_INT);
    private final MemorySegment request = arena.allocate(IFREQ_BYTES, 8);

    private PacketSocket(SystemCalls calls, String interfaceName, int fd) {
        this.calls = calls;
        this.interfaceName = interfaceName;
        this.fd = fd;
    }

    /// A socket that receives nothing yet.
    static PacketSocket open(SystemCalls calls, String interfaceName) throws LiveCaptureException {
        int fd = calls.socket(AF_PACKET, SOCK_RAW_CLOEXEC, 0);
        if (fd < 0) {
            throw Errno.failed(interfaceName, "socket", fd);
        }
        return new PacketSocket(calls, interfaceName, fd);
    }

    int fd() {
        return fd;
    }

    SystemCalls calls() {
        return calls;
    }

    void close() {
        calls.close(fd);
    }

    private LiveCaptureException failed(String call, int result) {
        return Errno.failed(interfaceName, call, result);
    }

    private void set(int level, int option, String name, int bytes) throws LiveCaptureException {
        int result = calls.setsockopt(fd, level, option, value, bytes);
        if (result < 0) {
            throw failed(name, result);
        }
    }

    /// Blocks of packets of any length, in place of single frames.
    void version3() throws LiveCaptureException {
        value.set(JAVA_INT, 0, TPACKET_V3);
        if (calls.setsockopt(fd, SOL_PACKET, PACKET_VERSION, value, 4) < 0) {
            throw new LiveCaptureException(
                    LiveCaptureException.Reason.NOT_SUPPORTED,
                    interfaceName + ": this kernel has no TPACKET_V3");
        }
    }

    /// Kernels before 4.20 do not know this: the ring's reader skips outgoing packets as well.
    void ignoreOutgoing() {
        value.set(JAVA_INT, 0, 1);
        calls.setsockopt(fd, SOL_PACKET, PACKET_IGNORE_OUTGOING, value, 4);
    }

    /// Takes effect at once, in place of the one before.
    void filter(BpfProgram program) throws LiveCaptureException {
        try (Arena scratch = Arena.ofConfined()) {
            MemorySegment fprog = program.allocate(scratch);
            int result =
                    calls.setsockopt(
                            fd, SOL_SOCKET, SO_ATTACH_FILTER, fprog, BpfProgram.FPROG_BYTES);
            if (result < 0) {
                throw failed("SO_ATTACH_FILTER", result);
            }
        }
    }

    /// Has the kernel make a ring.
    void ring(int blockBytes, int blocks, int frameBytes, int blockTimeoutMs)
            throws LiveCaptureException {
        value.fill((byte) 0); // struct tpacket_req3
        value.set(JAVA_INT, 0, blockBytes);
        value.set(JAVA_INT, 4, blocks);
        value.set(JAVA_INT, 8, frameBytes);
        value.set(JAVA_INT, 12, blockBytes / frameBytes * blocks);
        value.set(JAVA_INT, 16, blockTimeoutMs);
        set(SOL_PACKET, PACKET_RX_RING, "PACKET_RX_RING", 28);
    }

    /// From here on packets come.
    void bind(int interfaceIndex) throws LiveCaptureException {
        value.fill((byte) 0); // struct sockaddr_ll
        value.set(JAVA_SHORT, 0, (short) AF_PACKET);
        value.set(JAVA_SHORT.withOrder(ByteOrder.BIG_ENDIAN), 2, ETH_P_ALL);
        value.set(JAVA_INT, 4, interfaceIndex);
        int result = calls.bind(fd, value, 20);
        if (result < 0 && result != -Errno.ENETDOWN) {
            throw failed("bind", result);
        }
    }

    void promiscuous(int interfaceIndex) throws LiveCaptureException {
        value.fill((byte) 0); // struct packet_mreq
        value.set(JAVA_INT, 0, interfaceIndex);
        value.set(JAVA_SHORT, 4, (short) PACKET_MR_PROMISC);
        set(SOL_PACKET, PACKET_ADD_MEMBERSHIP, "PACKET_ADD_MEMBERSHIP", 16);
    }

    /// Makes a new fanout group with this socket as its first member; returns the group's id.
    int foundFanout(BpfProgram chooser) throws LiveCaptureException {
        value.set(JAVA_INT, 0, (FANOUT_CBPF | FANOUT_UNIQUE_ID | FANOUT_IGNORE_OUTGOING) << 16);
        int founded = calls.setsockopt(fd, SOL_PACKET, PACKET_FANOUT, value, 4);
        if (founded == -Errno.EINVAL && !isUp()) {
            throw new LiveCaptureException(
                    LiveCaptureException.Reason.NOT_SUPPORTED,
                    interfaceName + ": is down, and this kernel shares out only what is up");
        }
        if (founded < 0) {
            throw failed("PACKET_FANOUT", founded);
        }
        try (Arena scratch = Arena.ofConfined()) {
            MemorySegment fprog = chooser.allocate(scratch);
            int result =
                    calls.setsockopt(
                            fd, SOL_PACKET, PACKET_FANOUT_DATA, fprog, BpfProgram.FPROG_BYTES);
            if (result < 0) {
                throw failed("PACKET_FANOUT_DATA", result);
            }
        }
        length.set(JAVA_INT, 0, 4);
        int result = calls.getsockopt(fd, SOL_PACKET, PACKET_FANOUT, value, length);
        if (result < 0) {
            throw failed("PACKET_FANOUT", result);
        }
        return value.get(JAVA_INT, 0) & 0xFFFF;
    }

    /// Becomes the group's next member; members have numbers in the order of joining.
    void joinFanout(int id) throws LiveCaptureException {
        value.set(JAVA_INT, 0, (FANOUT_CBPF | FANOUT_IGNORE_OUTGOING) << 16 | id);
        set(SOL_PACKET, PACKET_FANOUT, "PACKET_FANOUT", 4);
    }

    /// Reads `struct tpacket_stats_v3`: packets (with dropped ones), drops, freezes. The kernel
    /// begins at 0 again.
    boolean statistics(MemorySegment into) {
        length.set(JAVA_INT, 0, STATISTICS_BYTES);
        return calls.getsockopt(fd, SOL_PACKET, PACKET_STATISTICS, into, length) >= 0;
    }

    /// The error that poll(2) told of, which is forgotten with this; 0 when there is none.
    int takeError() {
        length.set(JAVA_INT, 0, 4);
        int result = calls.getsockopt(fd, SOL_SOCKET, SO_ERROR, value, length);
        return result < 0 ? -result : value.get(JAVA_INT, 0);
    }

    /// Index of the interface that has the name now; negative when there is none.
    int interfaceIndex() {
        int result = ask(SIOCGIFINDEX);
        return result < 0 ? result : request.get(JAVA_INT, IFREQ_VALUE);
    }

    boolean isUp() {
        return ask(SIOCGIFFLAGS) >= 0 && (request.get(JAVA_SHORT, IFREQ_VALUE) & IFF_UP) != 0;
    }

    /// ARPHRD_ value: what kind of link it is; negative when there is none.
    int hardwareType() {
        int result = ask(SIOCGIFHWADDR);
        return result < 0 ? result : request.get(JAVA_SHORT, IFREQ_VALUE) & 0xFFFF;
    }

    private int ask(long what) {
        byte[] name = interfaceName.getBytes(StandardCharsets.UTF_8);
        if (name.length == 0 || name.length > NAME_BYTES) {
            return -Errno.ENODEV;
        }
        request.fill((byte) 0);
        MemorySegment.copy(name, 0, request, JAVA_BYTE, 0, name.length);
        return calls.ioctl(fd, what, request);
    }
}
