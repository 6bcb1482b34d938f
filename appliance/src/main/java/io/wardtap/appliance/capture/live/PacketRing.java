package io.wardtap.appliance.capture.live;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.pcap.PacketRecord;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;

/// The kernel's ring of blocks, mapped (linux/if_packet.h, TPACKET_V3). Blocks are walked in order;
/// one belongs to us from [#claim] to [#release], and is never handed across threads. One thread.
///
/// ```
/// block   version 0, private 4, status 8, packets 12, first packet's offset 16, length 20, ...
/// packet  next 0, seconds 4, nanoseconds 8, captured 12, length 16, status 20, link header 24 (16
///         bits), network header 26 (16), hash 28, VLAN TCI 32, VLAN TPID 36 (16), ..., sockaddr_ll
///         48 with the packet's type at 58, frame
/// ```
final class PacketRing {
    private static final int PROT_READ_WRITE = 3;
    private static final int MAP_SHARED = 1;
    private static final int MADV_DONTDUMP = 16;
    private static final int FRAME_BYTES = 2048; // accounting only, V3 packs packets
    private static final long LARGE_BLOCK = 1 << 20;
    private static final long SMALL_BLOCK = 128 << 10; // the longest packet of GRO fits

    /// At a low rate the kernel hands over a block each time-out: with fewer, a short pause of ours
    /// would find all of them taken.
    private static final int BLOCKS_WANTED = 256;

    private static final VarHandle BLOCK_STATUS = JAVA_INT.varHandle();
    private static final int BLOCK_STATUS_AT = 8;
    private static final int BLOCK_PACKETS = 12;
    private static final int BLOCK_FIRST = 16;
    private static final int USER = 1; // TP_STATUS_USER
    private static final int KERNEL = 0;

    private static final int SECONDS = 4;
    private static final int NANOSECONDS = 8;
    private static final int CAPTURED = 12;
    private static final int LENGTH = 16;
    private static final int STATUS = 20;
    private static final int LINK_HEADER = 24;
    private static final int VLAN_TCI = 32;
    private static final int VLAN_TPID = 36;
    private static final int PACKET_TYPE = 58;
    private static final int OUTGOING = 4;
    private static final int VLAN_VALID = 1 << 4;
    private static final int VLAN_TPID_VALID = 1 << 6;
    private static final int IEEE_802_1Q = 0x8100;
    private static final int MACS_BYTES = 12;
    private static final int TAG_BYTES = 4;
    private static final int TYPICAL_FRAME = 2048;

    private final MemorySegment ring;
    private final int blockBytes;
    private final int blocks;
    private final int linkType;
    private final int interfaceIndex;
    private byte[] frame = new byte[TYPICAL_FRAME];
    private long block;
    private long at;
    private int left;
    private boolean claimed;

    private PacketRing(
            MemorySegment ring, int blockBytes, int blocks, int linkType, int interfaceIndex) {
        this.ring = ring;
        this.blockBytes = blockBytes;
        this.blocks = blocks;
        this.linkType = linkType;
        this.interfaceIndex = interfaceIndex;
    }

    /// Has the kernel make the ring, and maps it.
    ///
    /// @param linkType LINKTYPE_ value of its packets
    /// @param interfaceIndex of its packets, as lanes know it
    @SuppressWarnings("restricted") // memory that mmap(2) says is there
    static PacketRing map(
            PacketSocket socket,
            String name,
            long bytes,
            int blockTimeoutMs,
            int linkType,
            int interfaceIndex)
            throws LiveCaptureException {
        long blockBytes =
                Math.clamp(Long.highestOneBit(bytes / BLOCKS_WANTED), SMALL_BLOCK, LARGE_BLOCK);
        int blocks = (int) Math.max(bytes / blockBytes, 2);
        socket.ring((int) blockBytes, blocks, FRAME_BYTES, blockTimeoutMs);
        long size = blockBytes * blocks;
        long address = socket.calls().mmap(size, PROT_READ_WRITE, MAP_SHARED, socket.fd());
        if (address < 0) {
            throw Errno.failed(name, "mmap", (int) address);
        }
        // traffic is in no dump
        socket.calls().madvise(address, size, MADV_DONTDUMP);
        return new PacketRing(
                MemorySegment.ofAddress(address).reinterpret(size),
                (int) blockBytes,
                blocks,
                linkType,
                interfaceIndex);
    }

    void unmap(SystemCalls calls) {
        calls.munmap(ring.address(), ring.byteSize());
    }

    /// Packets of the claimed block that were not read yet.
    int left() {
        return left;
    }

    /// Whether a block is ours.
    boolean isClaimed() {
        return claimed;
    }

    /// Whether the next block is there to be claimed.
    boolean isReady() {
        return ((int) BLOCK_STATUS.getAcquire(ring, block + BLOCK_STATUS_AT) & USER) != 0;
    }

    /// Whether the kernel has half of the ring before it: blocks are filled and emptied in order.
    boolean isHalfFree() {
        long ahead = block + (long) blockBytes * (blocks / 2);
        long size = (long) blockBytes * blocks;
        long half = ahead < size ? ahead : ahead - size;
        return ((int) BLOCK_STATUS.getAcquire(ring, half + BLOCK_STATUS_AT) & USER) == 0;
    }

    /// Takes the next block over from the kernel, when it is ready. The one before was released.
    boolean claim() {
        if (!isReady()) {
            return false;
        }
        claimed = true;
        left = ring.get(JAVA_INT, block + BLOCK_PACKETS);
        at = block + ring.get(JAVA_INT, block + BLOCK_FIRST);
        return true;
    }

    /// Gives the block back; its packets are gone with it.
    ///
    /// @return false when none was claimed
    boolean release() {
        if (!claimed) {
            return false;
        }
        claimed = false;
        left = 0;
        BLOCK_STATUS.setRelease(ring, block + BLOCK_STATUS_AT, KERNEL);
        block += blockBytes;
        if (block == (long) blockBytes * blocks) {
            block = 0;
        }
        return true;
    }

    /// Fills the record with the block's next packet, of which there is one.
    ///
    /// @return false when it was an outgoing one, which is nobody's business
    boolean read(PacketRecord packet) {
        long header = at;
        at = header + ring.get(JAVA_INT, header);
        left--;
        if (ring.get(JAVA_BYTE, header + PACKET_TYPE) == OUTGOING) {
            return false;
        }
        long start = header + (ring.get(JAVA_SHORT, header + LINK_HEADER) & 0xFFFF);
        int captured = ring.get(JAVA_INT, header + CAPTURED);
        long length = ring.get(JAVA_INT, header + LENGTH) & 0xFFFF_FFFFL;
        int status = ring.get(JAVA_INT, header + STATUS);
        packet.timeNs =
                (ring.get(JAVA_INT, header + SECONDS) & 0xFFFF_FFFFL) * 1_000_000_000L
                        + ring.get(JAVA_INT, header + NANOSECONDS);
        packet.linkType = linkType;
        packet.interfaceIndex = interfaceIndex;
        if (frame.length < captured + TAG_BYTES) {
            frame = new byte[captured + TAG_BYTES];
        }
        if ((status & VLAN_VALID) != 0 && captured >= MACS_BYTES) {
            copy(start, 0, MACS_BYTES);
            putTagBack(header, status);
            copy(start + MACS_BYTES, MACS_BYTES + TAG_BYTES, captured - MACS_BYTES);
            captured += TAG_BYTES;
            length += TAG_BYTES;
        } else {
            copy(start, 0, captured);
        }
        packet.bytes = frame;
        packet.start = 0;
        packet.capturedLength = captured;
        packet.wireLength = length;
        return true;
    }

    private void copy(long from, int to, int count) {
        MemorySegment.copy(ring, JAVA_BYTE, from, frame, to, count);
    }

    /// Writes the tag behind the MAC addresses, as it was on the wire.
    private void putTagBack(long header, int status) {
        int tpid =
                (status & VLAN_TPID_VALID) != 0
                        ? ring.get(JAVA_SHORT, header + VLAN_TPID) & 0xFFFF
                        : IEEE_802_1Q;
        Bytes.putU16(frame, MACS_BYTES, tpid);
        Bytes.putU16(frame, MACS_BYTES + 2, ring.get(JAVA_INT, header + VLAN_TCI));
    }
}
