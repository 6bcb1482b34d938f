/// Discovery of SDC devices (IEEE 11073-20701, -20702): WS-Discovery 1.1, SOAP in datagrams. Start
/// with [io.wardtap.protocol.sdc.WsDiscovery].
package io.wardtap.protocol.sdc;
