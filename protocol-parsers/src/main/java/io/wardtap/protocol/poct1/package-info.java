/// Point of care devices: CLSI POCT1-A, XML messages over TCP between a device and its data
/// manager. Start with [io.wardtap.protocol.poct1.Poct1].
package io.wardtap.protocol.poct1;
