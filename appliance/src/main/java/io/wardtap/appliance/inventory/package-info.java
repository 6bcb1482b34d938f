/// The picture of every device: what stays when addresses change. Start with
/// [io.wardtap.appliance.inventory.DeviceInventory]. Depends on observe and protocol-parsers.
package io.wardtap.appliance.inventory;
