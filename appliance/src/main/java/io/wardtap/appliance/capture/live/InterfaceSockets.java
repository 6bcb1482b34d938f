package io.wardtap.appliance.capture.live;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Opens an interface for all lanes: a socket with its ring each, and a fanout group over them
/// where there is more than one. Opens them again when the interface has come back under another
/// index, for which it keeps sockets in reserve, since the privilege to make one may be gone by
/// then. Any thread; a share belongs to its lane from [#again] on.
final class InterfaceSockets {
    /// How often an interface may come back with several lanes and without privileges. One lane
    /// needs none of this: its socket is bound again.
    private static final int RESERVED_RETURNS = 4;

    private static final int ARPHRD_ETHER = 1;
    private static final int ARPHRD_LOOPBACK = 772;
    private static final int ARPHRD_NONE = 0xFFFE;
    private static final int LINKTYPE_ETHERNET = 1;
    private static final int LINKTYPE_RAW = 101;

    private final LiveCaptureSettings settings;
    private final String name;
    private final int ourIndex;
    private final BpfProgram filter;
    private final Deque<PacketSocket> reserve = new ArrayDeque<>();
    private final RingShare[] waiting;
    private int openedIndex = -1;

    /// @param ourIndex what the packets' interface index says
    InterfaceSockets(LiveCaptureSettings settings, String name, int ourIndex, BpfProgram filter) {
        this.settings = settings;
        this.name = name;
        this.ourIndex = ourIndex;
        this.filter = filter;
        this.waiting = new RingShare[settings.lanes()];
    }

    boolean isPromiscuous() {
        return settings.promiscuous();
    }

    boolean isShared() {
        return waiting.length > 1;
    }

    /// Opens the interface for the first time.
    synchronized void open() throws LiveCaptureException {
        PacketSocket probe = socket();
        try {
            int index = probe.interfaceIndex();
            if (index < 0) {
                throw Errno.failed(name, "SIOCGIFINDEX", index);
            }
            openAll(index);
            for (int i = 0; isShared() && i < RESERVED_RETURNS * waiting.length; i++) {
                reserve.add(socket());
            }
        } finally {
            probe.close();
        }
    }

    /// A lane's share of the interface as it is now, the first time and when it has come back. The
    /// lane that asks first opens it for all, in their order, so that two interfaces of a group
    /// give the same lane the same conversations.
    ///
    /// @return null when the lane has it already
    synchronized RingShare again(int lane, int index) throws LiveCaptureException {
        if (index != openedIndex) {
            closeWaiting();
            openAll(index);
        }
        RingShare share = waiting[lane];
        waiting[lane] = null;
        return share;
    }

    synchronized int openedIndex() {
        return openedIndex;
    }

    private PacketSocket socket() throws LiveCaptureException {
        try {
            return PacketSocket.open(new SystemCalls(), name);
        } catch (LiveCaptureException refused) {
            PacketSocket reserved = reserve.poll();
            if (reserved == null) {
                throw refused;
            }
            return reserved;
        }
    }

    private void openAll(int index) throws LiveCaptureException {
        List<RingShare> shares = new ArrayList<>();
        try {
            int group = -1;
            for (int lane = 0; lane < waiting.length; lane++) {
                RingShare share = openOne(lane, index);
                shares.add(share);
                if (isShared() && lane == 0) {
                    group = share.socket().foundFanout(AddressPairProgram.build());
                } else if (isShared()) {
                    share.socket().joinFanout(group);
                }
            }
            for (RingShare share : shares) {
                if (isShared()) {
                    share.socket().filter(filter);
                }
                if (settings.promiscuous()) {
                    share.socket().promiscuous(index);
                }
            }
        } catch (LiveCaptureException | RuntimeException | Error failed) {
            shares.forEach(RingShare::close);
            throw failed;
        }
        shares.toArray(waiting);
        openedIndex = index;
    }

    private RingShare openOne(int lane, int index) throws LiveCaptureException {
        PacketSocket socket = socket();
        try (CpuAffinity.Visit _ = CpuAffinity.of(settings, lane).visit()) {
            socket.version3();
            socket.ignoreOutgoing();
            // before it is bound, so that no packet gets in unfiltered; and none at all, as long as
            // every member of a group would get it
            socket.filter(isShared() ? BpfProgram.dropAll() : filter);
            PacketRing ring =
                    PacketRing.map(
                            socket,
                            name,
                            settings.ringBytes(),
                            settings.blockTimeoutMs(),
                            linkType(socket),
                            ourIndex);
            try {
                socket.bind(index);
            } catch (LiveCaptureException failed) {
                ring.unmap(socket.calls());
                throw failed;
            }
            return new RingShare(socket, ring, index);
        } catch (LiveCaptureException failed) {
            socket.close();
            throw failed;
        }
    }

    private int linkType(PacketSocket socket) throws LiveCaptureException {
        int type = socket.hardwareType();
        return switch (type) {
            case ARPHRD_ETHER, ARPHRD_LOOPBACK -> LINKTYPE_ETHERNET;
            case ARPHRD_NONE -> LINKTYPE_RAW;
            default ->
                    throw type < 0
                            ? Errno.failed(name, "SIOCGIFHWADDR", type)
                            : new LiveCaptureException(
                                    LiveCaptureException.Reason.NOT_SUPPORTED,
                                    name + ": links of type ARPHRD " + type + " are not known");
        };
    }

    private void closeWaiting() {
        for (int lane = 0; lane < waiting.length; lane++) {
            if (waiting[lane] != null) {
                waiting[lane].close();
                waiting[lane] = null;
            }
        }
    }

    /// Closes what no lane has taken.
    synchronized void close() {
        closeWaiting();
        reserve.forEach(PacketSocket::close);
        reserve.clear();
    }
}
