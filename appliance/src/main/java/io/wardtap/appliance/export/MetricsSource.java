package io.wardtap.appliance.export;

import io.wardtap.protocol.status.DecodeEvent;
import io.wardtap.protocol.tunnel.TunnelKind;

/// The counters of lanes, pipeline and analysis, as the metrics read them. Asked by the thread that
/// serves HTTP: answers must be readable by any thread.
public interface MetricsSource {
    long decodeErrors(DecodeEvent event);

    /// Packets that came in a tunnel of this kind.
    long tunnels(TunnelKind kind);

    long flowsActive();

    long tcpGapBytes();

    /// @param protocol index into the list of protocols that the metrics were made with
    /// @param kind index into that protocol's kinds
    long messages(int protocol, int kind);

    /// Devices of one class.
    long devices(String deviceClass);

    /// 0 to 1.
    double ringOccupancy();

    /// @param kind one of the kinds that the metrics were made with
    long unitsShed(String kind);

    /// @param table one of the tables that the metrics were made with
    long tableEvictions(String table);

    /// Findings of a rule that exceptions kept from being alerts.
    long findingsExcepted(String rule);

    /// Whether the configuration in force is the file's latest.
    boolean configurationCurrent();

    /// One interface, or in a replay the capture files as one.
    interface Interface {
        long packets();

        long bytes();

        /// @param stage one of [Metrics#DROP_STAGES]
        long dropped(String stage);

        /// Nanoseconds since 1970, 0 before the first packet.
        long lastPacketNs();

        /// Share of the traffic that was seen whole, 0 to 1.
        double visibility();
    }
}
