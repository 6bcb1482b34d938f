package io.wardtap.appliance.detect;

import io.wardtap.appliance.baseline.Baseline;
import io.wardtap.appliance.inventory.DeviceInventory;
import io.wardtap.appliance.observe.Site;

import java.util.function.BooleanSupplier;

/// What detectors are made with.
///
/// @param visibilityBad packets are being lost: what is not seen proves nothing
/// @param monitor what is known of Wardtap itself
public record DetectorContext(
        Site site,
        DeviceInventory inventory,
        Baseline baseline,
        Thresholds thresholds,
        FindingSink findings,
        BooleanSupplier visibilityBad,
        MonitorState monitor) {
    /// The same with other thresholds.
    public DetectorContext with(Thresholds other) {
        return new DetectorContext(
                site, inventory, baseline, other, findings, visibilityBad, monitor);
    }
}
