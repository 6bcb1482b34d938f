/// What is usual for each device, learned in bounded sets and robust statistics, and its file.
/// Start with [io.wardtap.appliance.baseline.Baseline]. Depends on observe and inventory.
package io.wardtap.appliance.baseline;
