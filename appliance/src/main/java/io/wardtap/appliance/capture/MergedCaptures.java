package io.wardtap.appliance.capture;

import io.wardtap.protocol.pcap.PacketRecord;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Several captures in time order. Of packets with equal times those of the capture named first on
/// the command line come first, and within a capture its own order stays, whatever its times say:
/// so the order is the same at every run. A capture that is damaged ends where it is; the others go
/// on. Allocates nothing per packet.
final class MergedCaptures implements CaptureSource {
    /// A capture and its packet that comes next.
    private static final class Input {
        final FileCapture capture;
        final int order;
        final PacketRecord head = new PacketRecord();

        /// The capture's interface indexes to ours.
        int[] interfaces = new int[0];

        Input(FileCapture capture, int order) {
            this.capture = capture;
            this.order = order;
        }

        boolean before(Input other) {
            return head.timeNs < other.head.timeNs
                    || (head.timeNs == other.head.timeNs && order < other.order);
        }
    }

    private final List<FileCapture> captures;

    /// A binary heap, the next packet's capture first. That one is moved on only when the next
    /// packet is asked for, since moving on takes its bytes away.
    private final Input[] heap;

    private int size;
    private boolean started;
    private boolean delivered;
    private volatile List<String> interfaceNames = List.of();

    MergedCaptures(List<FileCapture> captures) {
        this.captures = List.copyOf(captures);
        this.heap = new Input[captures.size()];
    }

    @Override
    public Arrival next(PacketRecord packet) {
        if (!started) {
            start();
        } else if (delivered) {
            moveOn();
        }
        delivered = size > 0;
        if (!delivered) {
            return Arrival.END;
        }
        Input first = heap[0];
        packet.copyFrom(first.head);
        packet.interfaceIndex = globalInterface(first, first.head.interfaceIndex);
        return Arrival.PACKET;
    }

    private void start() {
        started = true;
        for (int i = 0; i < captures.size(); i++) {
            Input input = new Input(captures.get(i), i);
            if (input.capture.read(input.head)) {
                heap[size++] = input;
            }
        }
        for (int i = size / 2 - 1; i >= 0; i--) {
            sink(i);
        }
    }

    private void moveOn() {
        if (!heap[0].capture.read(heap[0].head)) {
            removeFirst();
        } else {
            sink(0);
        }
    }

    private void removeFirst() {
        heap[0] = heap[--size];
        heap[size] = null;
        sink(0);
    }

    private void sink(int from) {
        int at = from;
        Input moved = heap[at];
        while (true) {
            int child = 2 * at + 1;
            if (child >= size) {
                break;
            }
            if (child + 1 < size && heap[child + 1].before(heap[child])) {
                child++;
            }
            if (!heap[child].before(moved)) {
                break;
            }
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = moved;
    }

    private int globalInterface(Input input, int index) {
        int known = input.interfaces.length;
        if (index >= known) {
            List<String> theirs = input.capture.interfaceNames();
            List<String> ours = new ArrayList<>(interfaceNames);
            input.interfaces = Arrays.copyOf(input.interfaces, theirs.size());
            for (int i = known; i < theirs.size(); i++) {
                input.interfaces[i] = ours.size();
                ours.add(theirs.get(i));
            }
            interfaceNames = List.copyOf(ours);
        }
        return input.interfaces[index];
    }

    @Override
    public List<String> interfaceNames() {
        return interfaceNames;
    }

    @Override
    public List<CaptureReport> reports() {
        return captures.stream().map(FileCapture::report).toList();
    }

    @Override
    public long bytesRead() {
        long sum = 0;
        for (FileCapture capture : captures) {
            sum += capture.bytesRead();
        }
        return sum;
    }

    @Override
    public long bytesTotal() {
        long sum = 0;
        for (FileCapture capture : captures) {
            long total = capture.bytesTotal();
            if (total < 0) {
                return -1;
            }
            sum += total;
        }
        return sum;
    }

    @Override
    public void close() {
        captures.forEach(FileCapture::close);
    }
}
