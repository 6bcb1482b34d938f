package io.wardtap.appliance.capture.live;

import io.wardtap.appliance.capture.CaptureSource;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// Interfaces opened by libpcap, through pcap4j: on other systems than Linux, and on request. One
/// lane; slower, see the module's RATIONALE.
final class LibpcapCapture implements LiveCapture {
    private static final long MILLISECOND = 1_000_000L;
    private static final long LATE_NS = 10 * MILLISECOND;

    /// Sleeps a little and looks again: a handle that does not block cannot be waited for.
    private static final class Source extends LiveSource {
        private static final long NAP_NS = 5 * MILLISECOND;

        private final LibpcapInput[] inputs;

        Source(List<String> names, LibpcapInput[] inputs, GroupInput[] groups, long holdNs) {
            super(names, inputs, groups, holdNs);
            this.inputs = inputs.clone();
        }

        @Override
        void await(int timeoutMs) {
            if (timeoutMs > 0) {
                LockSupport.parkNanos(NAP_NS);
            }
            long now = System.nanoTime();
            for (LibpcapInput input : inputs) {
                input.watch(now);
            }
        }
    }

    private final List<InterfaceCounters> counters;
    private final Source source;
    private boolean closed;

    private LibpcapCapture(List<InterfaceCounters> counters, Source source) {
        this.counters = counters;
        this.source = source;
    }

    static LibpcapCapture open(LiveCaptureSettings settings) throws LiveCaptureException {
        if (settings.lanes() > 1) {
            throw new LiveCaptureException(
                    LiveCaptureException.Reason.NOT_SUPPORTED,
                    "capture: libpcap serves one lane, not " + settings.lanes());
        }
        List<String> names = settings.allInterfaces();
        List<InterfaceCounters> counters =
                names.stream().map(name -> new InterfaceCounters(name, 1)).toList();
        List<LibpcapInput> inputs = new ArrayList<>();
        try {
            for (int i = 0; i < names.size(); i++) {
                if (!settings.filter().isBlank()) { // for the message
                    LibpcapCompiler.compile(settings.filter(), names.get(i), settings.snaplen());
                }
                inputs.add(new LibpcapInput(settings, names.get(i), i, counters.get(i)));
            }
        } catch (LinkageError missing) {
            throw LibpcapCompiler.noLibpcap(missing);
        } catch (LiveCaptureException failed) {
            inputs.forEach(LibpcapInput::close);
            throw failed;
        }
        return new LibpcapCapture(counters, source(settings, inputs));
    }

    private static Source source(LiveCaptureSettings settings, List<LibpcapInput> inputs) {
        long holdNs = 2L * settings.blockTimeoutMs() * MILLISECOND + LATE_NS;
        List<GroupInput> groups = new ArrayList<>();
        int from = 0;
        for (LiveCaptureSettings.Group group : settings.allGroups()) {
            int to = from + group.interfaces().size();
            groups.add(
                    new GroupInput(inputs.subList(from, to).toArray(PacketInput[]::new), holdNs));
            from = to;
        }
        return new Source(
                settings.allInterfaces(),
                inputs.toArray(LibpcapInput[]::new),
                groups.toArray(GroupInput[]::new),
                holdNs);
    }

    @Override
    public List<CaptureSource> lanes() {
        return List.of(source);
    }

    @Override
    public List<InterfaceCounters> interfaces() {
        return counters;
    }

    @Override
    public CaptureKind kind() {
        return CaptureKind.PCAP;
    }

    @Override
    public void stop() {
        source.stop();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            source.close();
        }
    }
}
