/// Dräger MEDIBUS over TCP: ventilators and anaesthesia machines behind serial device servers.
/// Start with [io.wardtap.protocol.medibus.Medibus].
package io.wardtap.protocol.medibus;
