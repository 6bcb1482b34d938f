package io.wardtap.appliance.capture.live;

import io.wardtap.appliance.capture.CaptureSource;

import java.util.ArrayList;
import java.util.List;

/// Interfaces opened by AF_PACKET.
final class AfPacketCapture implements LiveCapture {
    private static final long MILLISECOND = 1_000_000L;

    /// What a kernel's timer may be late, beside two block time-outs.
    private static final long LATE_NS = 10 * MILLISECOND;

    private final List<InterfaceCounters> counters;
    private final List<InterfaceSockets> sockets;
    private final List<AfPacketSource> lanes = new ArrayList<>();
    private boolean closed;

    private AfPacketCapture(List<InterfaceCounters> counters, List<InterfaceSockets> sockets) {
        this.counters = counters;
        this.sockets = sockets;
    }

    static AfPacketCapture open(LiveCaptureSettings settings) throws LiveCaptureException {
        List<String> names = settings.allInterfaces();
        AfPacketCapture capture =
                new AfPacketCapture(
                        names.stream()
                                .map(name -> new InterfaceCounters(name, settings.lanes()))
                                .toList(),
                        new ArrayList<>());
        try {
            for (int i = 0; i < names.size(); i++) {
                InterfaceSockets one =
                        new InterfaceSockets(
                                settings, names.get(i), i, filter(settings, names.get(i)));
                capture.sockets.add(one);
                one.open();
            }
            for (int lane = 0; lane < settings.lanes(); lane++) {
                capture.lanes.add(capture.lane(settings, lane));
            }
            return capture;
        } catch (LiveCaptureException | RuntimeException | Error failed) {
            capture.close();
            throw failed;
        }
    }

    private static BpfProgram filter(LiveCaptureSettings settings, String name)
            throws LiveCaptureException {
        return settings.filter().isBlank()
                ? BpfProgram.acceptAll(settings.snaplen())
                : LibpcapCompiler.compile(settings.filter(), name, settings.snaplen());
    }

    private AfPacketSource lane(LiveCaptureSettings settings, int lane)
            throws LiveCaptureException {
        long holdNs = 2L * settings.blockTimeoutMs() * MILLISECOND + LATE_NS;
        List<RingInput> all = new ArrayList<>();
        List<GroupInput> groups = new ArrayList<>();
        try {
            CpuAffinity affinity = CpuAffinity.of(settings, lane);
            for (LiveCaptureSettings.Group group : settings.allGroups()) {
                int from = all.size();
                for (int i = 0; i < group.interfaces().size(); i++) {
                    int index = from + i;
                    all.add(new RingInput(sockets.get(index), lane, counters.get(index)));
                }
                groups.add(
                        new GroupInput(
                                all.subList(from, all.size()).toArray(RingInput[]::new), holdNs));
            }
            return new AfPacketSource(
                    settings.allInterfaces(),
                    affinity,
                    all.toArray(RingInput[]::new),
                    groups.toArray(GroupInput[]::new),
                    holdNs);
        } catch (LiveCaptureException failed) {
            all.forEach(RingInput::close);
            throw failed;
        }
    }

    @Override
    public List<CaptureSource> lanes() {
        return List.copyOf(lanes);
    }

    @Override
    public List<InterfaceCounters> interfaces() {
        return counters;
    }

    @Override
    public CaptureKind kind() {
        return CaptureKind.AF_PACKET;
    }

    @Override
    public void stop() {
        lanes.forEach(AfPacketSource::stop);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            lanes.forEach(AfPacketSource::close);
            sockets.forEach(InterfaceSockets::close);
        }
    }
}
