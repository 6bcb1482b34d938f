package io.wardtap.appliance.capture.live;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// Processors that a lane's thread is to run on. The kernel takes a ring's memory from the node of
/// the thread that asks for it, so whoever opens a lane's ring visits its processors.
final class CpuAffinity {
    private static final int MASK_BYTES = 128; // 1024 processors
    private static final Path NODES = Path.of("/sys/devices/system/node");

    /// The lane may run anywhere.
    private static final CpuAffinity NONE = new CpuAffinity(new BitSet());

    private final BitSet cpus;

    private CpuAffinity(BitSet cpus) {
        this.cpus = cpus;
    }

    static CpuAffinity of(LiveCaptureSettings settings, int lane) throws LiveCaptureException {
        List<Integer> wanted =
                settings.cpus().isEmpty()
                        ? List.of()
                        : List.of(settings.cpus().get(lane % settings.cpus().size()));
        if (wanted.isEmpty() && settings.numaNode() >= 0) {
            wanted = ofNode(settings.numaNode());
        }
        if (wanted.isEmpty()) {
            return NONE;
        }
        BitSet cpus = new BitSet();
        wanted.forEach(cpus::set);
        return new CpuAffinity(cpus);
    }

    private static List<Integer> ofNode(int node) throws LiveCaptureException {
        try {
            return parse(Files.readString(NODES.resolve("node" + node).resolve("cpulist")).strip());
        } catch (IOException e) {
            throw new LiveCaptureException(
                    LiveCaptureException.Reason.NOT_SUPPORTED,
                    "NUMA node " + node + ": there is none",
                    e);
        }
    }

    /// A list as the kernel writes it, such as `0-3,8`.
    static List<Integer> parse(String list) {
        List<Integer> cpus = new ArrayList<>();
        if (list.isEmpty()) {
            return cpus;
        }
        for (String range : list.split(",", -1)) {
            int dash = range.indexOf('-');
            int from = Integer.parseInt(dash < 0 ? range : range.substring(0, dash));
            int to = dash < 0 ? from : Integer.parseInt(range.substring(dash + 1));
            for (int cpu = from; cpu <= to; cpu++) {
                cpus.add(cpu);
            }
        }
        return cpus;
    }

    /// Moves the calling thread there for good, where the system lets it.
    void stay() {
        if (!cpus.isEmpty()) {
            new SystemCalls().setAffinity(mask());
        }
    }

    /// Moves the calling thread there until the visit is closed.
    Visit visit() throws LiveCaptureException {
        if (cpus.isEmpty()) {
            return new Visit(null);
        }
        MemorySegment before = Arena.ofAuto().allocate(MASK_BYTES, 8);
        SystemCalls calls = new SystemCalls();
        calls.getAffinity(before);
        if (calls.setAffinity(mask()) < 0) {
            throw new LiveCaptureException(
                    LiveCaptureException.Reason.NOT_SUPPORTED,
                    "processors " + cpus + ": this machine does not give them");
        }
        return new Visit(before);
    }

    private MemorySegment mask() {
        MemorySegment mask = Arena.ofAuto().allocate(MASK_BYTES, 8);
        long[] words = cpus.toLongArray();
        for (int i = 0; i < words.length && i < MASK_BYTES / 8; i++) {
            mask.set(ValueLayout.JAVA_LONG, 8L * i, words[i]);
        }
        return mask;
    }

    /// A stay on other processors, which ends.
    record Visit(MemorySegment before) implements AutoCloseable {
        @Override
        public void close() {
            if (before != null) {
                new SystemCalls().setAffinity(before);
            }
        }
    }
}
