package io.wardtap.appliance;

import io.wardtap.appliance.capture.live.InterfaceCounters;
import io.wardtap.appliance.capture.live.LiveCapture;
import io.wardtap.appliance.detect.MonitorState;

import java.util.ArrayList;
import java.util.List;

/// The interfaces of a capture as the rules of kind health see them.
final class LiveInterfaces {
    private LiveInterfaces() {}

    static List<MonitorState.Interface> of(LiveCapture capture) {
        List<MonitorState.Interface> watched = new ArrayList<>();
        for (InterfaceCounters each : capture.interfaces()) {
            watched.add(new Watched(each));
        }
        return watched;
    }

    private record Watched(InterfaceCounters counters) implements MonitorState.Interface {
        @Override
        public String name() {
            return counters.name();
        }

        @Override
        public long packets() {
            return counters.packets();
        }

        @Override
        public long dropped() {
            return counters.kernelDrops();
        }

        @Override
        public long lastPacketNs() {
            return counters.lastPacketNs();
        }
    }
}
