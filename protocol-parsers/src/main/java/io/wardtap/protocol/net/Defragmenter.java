package io.wardtap.protocol.net;

import java.util.Arrays;

/// Puts IP datagrams together from their fragments (IPv4: RFC 791 3.2, IPv6: RFC 8200 4.5). It is
/// handed a fragment and yields the datagram's payload, whatever lay around it: a link, a tunnel,
/// another datagram.
///
/// The bytes that came first win over later ones at the same place; overlaps are counted, and those
/// with other bytes told. An IPv6 datagram with an overlap is given up (RFC 5722 4). A fragment
/// before the last whose length is no multiple of 8 counts as far as it is one, as on Linux. Memory
/// is bounded by [FragmentLimits]; what waited longest makes room. Confined to the lane's thread;
/// allocates nothing once warm, throws on no traffic.
public final class Defragmenter {
    /// What became of a fragment.
    public enum Outcome {
        /// It waits for others, or brought nothing new.
        HELD,
        /// Its datagram is whole: [#bytes()] and its neighbours have the payload.
        COMPLETE,
        /// Its own fields are impossible.
        REFUSED
    }

    /// Both ports and the UDP or TCP fields that filters look at (RFC 1858 3.2).
    private static final int MIN_FIRST_BYTES = 8;

    private final FragmentLimits limits;
    private final FragmentTable table;
    private final FragmentPages pages;
    private final FragmentCounters counters = new FragmentCounters();
    private byte[] out = {};
    private int captured;
    private int wireLength;
    private int protocol;
    private int ipBytes;
    private boolean overlapped;
    private int conflictOffset;

    public Defragmenter(FragmentLimits limits) {
        this.limits = limits;
        this.table = new FragmentTable(limits.datagrams());
        this.pages = new FragmentPages(limits.pages());
    }

    public FragmentCounters counters() {
        return counters;
    }

    /// Datagrams that wait.
    public int waiting() {
        return table.size();
    }

    /// Bytes taken from the system for fragments so far.
    public long reservedBytes() {
        return pages.reservedBytes() + out.length;
    }

    /// The payload of the datagram completed last, from index 0 on; valid until the next is
    /// complete. A fragment inside it may be given to [#add].
    public byte[] bytes() {
        return out;
    }

    /// Bytes of the payload that were captured: all up to the first that was not.
    public int captured() {
        return captured;
    }

    /// Bytes the payload had on the wire.
    public int wireLength() {
        return wireLength;
    }

    /// The payload's protocol, or the next header.
    public int protocol() {
        return protocol;
    }

    /// IP bytes of all its fragments on the wire.
    public int ipBytes() {
        return ipBytes;
    }

    /// Where in the datagram the fragment given last had other bytes than earlier ones, or -1.
    public int conflictOffset() {
        return conflictOffset;
    }

    /// Takes a fragment; its bytes are the caller's again when this returns.
    public Outcome add(IpFragment fragment, long nowNs) {
        conflictOffset = -1;
        int length = fragment.more ? fragment.wireLength & ~7 : fragment.wireLength;
        long whole = (long) fragment.offset + length;
        long header = fragment.version == 4 ? fragment.headerBytes : 0;
        if (whole + header > FragmentedDatagram.MAX_BYTES) {
            counters.oversize++;
            return Outcome.REFUSED;
        }
        if (length <= 0) {
            return Outcome.REFUSED;
        }
        onTime(nowNs);
        if (fragment.offset == 0 && length < MIN_FIRST_BYTES) {
            counters.tiny++;
        }
        FragmentedDatagram datagram = table.find(fragment);
        if (datagram == null) {
            datagram = open(fragment, nowNs);
        }
        if (datagram.refused) {
            return Outcome.HELD;
        }
        datagram.ipBytes += fragment.ipBytes;
        place(datagram, fragment, (int) whole);
        if (!datagram.refused && datagram.isComplete()) {
            complete(datagram);
            return Outcome.COMPLETE;
        }
        return Outcome.HELD;
    }

    /// Packet time has come to `nowNs`: gives up what was not completed in time.
    public void onTime(long nowNs) {
        FragmentedDatagram oldest = table.oldest();
        while (oldest != null && nowNs - oldest.firstNs > limits.timeoutNs()) {
            counters.timedOut += oldest.refused ? 0 : 1;
            giveUp(oldest);
            oldest = table.oldest();
        }
    }

    /// The capture has ended: gives up all that waits.
    public void onEnd() {
        while (table.oldest() != null) {
            giveUp(table.oldest());
        }
    }

    private FragmentedDatagram open(IpFragment fragment, long nowNs) {
        if (table.isFull()) {
            evict(table.oldest());
        }
        return table.open(fragment, nowNs);
    }

    private void evict(FragmentedDatagram datagram) {
        counters.evicted += datagram.refused ? 0 : 1;
        giveUp(datagram);
    }

    private void giveUp(FragmentedDatagram datagram) {
        if (!datagram.refused) {
            countIncomplete(datagram);
        }
        freePages(datagram);
        table.remove(datagram);
    }

    /// Nothing of this datagram is believed any more; it keeps its place, so that its further
    /// fragments do not begin another.
    private void refuse(FragmentedDatagram datagram) {
        countIncomplete(datagram);
        freePages(datagram);
        datagram.refused = true;
    }

    private void countIncomplete(FragmentedDatagram datagram) {
        counters.incomplete++;
        counters.withoutFirst += datagram.hasFirst() ? 0 : 1;
    }

    private void place(FragmentedDatagram datagram, IpFragment fragment, int whole) {
        overlapped = false;
        int start = fragment.offset;
        int end = whole;
        boolean contradicts;
        if (fragment.more) {
            contradicts = datagram.total >= 0 && end > datagram.total;
        } else if (datagram.total >= 0) {
            contradicts = end != datagram.total;
        } else {
            contradicts = datagram.end() > end;
            datagram.total = contradicts ? -1 : end;
        }
        if (contradicts) {
            overlapped = true;
            conflict(datagram.total >= 0 ? datagram.total : end);
            end = datagram.total >= 0 ? Math.min(end, datagram.total) : start;
        }
        if (start < end) {
            bytes(datagram, fragment, start, end);
        }
        if (overlapped) {
            counters.overlaps++;
            counters.conflicts += conflictOffset >= 0 ? 1 : 0;
            if (datagram.version == 6 && !datagram.refused) {
                refuse(datagram);
            }
        }
    }

    /// Keeps the bytes that are new and compares those that are not.
    private void bytes(FragmentedDatagram datagram, IpFragment fragment, int start, int end) {
        int there = Math.min(end, start + fragment.captured); // captured of it
        int at = start;
        int known = 0;
        int shift = fragment.start - start; // from offset to position
        for (int i = 0; i < datagram.pieces && at < end; i++) {
            if (datagram.to[i] <= at) {
                continue;
            }
            if (datagram.from[i] >= end) {
                break;
            }
            int gap = Math.max(at, datagram.from[i]);
            copy(datagram, fragment.bytes, at + shift, at, Math.min(gap, there));
            int overlapEnd = Math.min(datagram.to[i], end);
            int readable = Math.min(Math.min(overlapEnd, there), datagram.capturedEnd);
            compare(datagram, fragment.bytes, gap + shift, gap, readable);
            known += overlapEnd - gap;
            at = overlapEnd;
        }
        copy(datagram, fragment.bytes, at + shift, at, there);
        if (known == end - start && conflictOffset < 0) {
            counters.repeats++;
            return;
        }
        overlapped |= known > 0;
        if (!datagram.cover(start, end)) {
            refuse(datagram);
            return;
        }
        if (there < end) {
            datagram.capturedEnd = Math.min(datagram.capturedEnd, there);
        }
        if (start == 0) {
            datagram.protocol = fragment.protocol;
        }
    }

    private void conflict(int offset) {
        if (conflictOffset < 0) {
            conflictOffset = offset;
        }
    }

    private void copy(FragmentedDatagram datagram, byte[] from, int position, int start, int end) {
        int at = start;
        int source = position;
        while (at < end) {
            int index = at >> FragmentPages.PAGE_SHIFT;
            int within = at & FragmentPages.PAGE_BYTES - 1;
            int n = Math.min(end - at, FragmentPages.PAGE_BYTES - within);
            if (datagram.pages[index] < 0) {
                datagram.pages[index] = page(datagram);
            }
            short page = datagram.pages[index];
            System.arraycopy(from, source, pages.segment(page), pages.start(page) + within, n);
            at += n;
            source += n;
        }
    }

    private void compare(
            FragmentedDatagram datagram, byte[] with, int position, int start, int end) {
        int at = start;
        int other = position;
        while (at < end) {
            int within = at & FragmentPages.PAGE_BYTES - 1;
            int n = Math.min(end - at, FragmentPages.PAGE_BYTES - within);
            short page = datagram.pages[at >> FragmentPages.PAGE_SHIFT];
            int here = pages.start(page) + within;
            int differs =
                    Arrays.mismatch(pages.segment(page), here, here + n, with, other, other + n);
            if (differs >= 0) {
                conflict(at + differs);
                return;
            }
            at += n;
            other += n;
        }
    }

    /// A page for this datagram, another's if need be: there are more pages than one can use.
    private short page(FragmentedDatagram owner) {
        short page = pages.take();
        while (page < 0) {
            FragmentedDatagram oldest = table.oldest();
            evict(oldest == owner ? oldest.newer : oldest);
            page = pages.take();
        }
        return page;
    }

    private void freePages(FragmentedDatagram datagram) {
        for (int i = 0; i < datagram.pages.length; i++) {
            if (datagram.pages[i] >= 0) {
                pages.give(datagram.pages[i]);
                datagram.pages[i] = -1;
            }
        }
    }

    private void complete(FragmentedDatagram datagram) {
        if (out.length == 0) {
            out = new byte[FragmentedDatagram.MAX_BYTES];
        }
        wireLength = datagram.total;
        captured = Math.min(datagram.total, datagram.capturedEnd);
        protocol = datagram.protocol;
        ipBytes = datagram.ipBytes;
        for (int at = 0; at < captured; at += FragmentPages.PAGE_BYTES) {
            short page = datagram.pages[at >> FragmentPages.PAGE_SHIFT];
            int n = Math.min(FragmentPages.PAGE_BYTES, captured - at);
            System.arraycopy(pages.segment(page), pages.start(page), out, at, n);
        }
        counters.datagrams++;
        freePages(datagram);
        table.remove(datagram);
    }
}
