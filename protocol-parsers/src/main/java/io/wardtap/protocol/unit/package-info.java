/// Units: the complete pieces that framers cut from streams and parsers read. Start with
/// [io.wardtap.protocol.unit.StreamFramer], [io.wardtap.protocol.unit.UnitSink] and
/// [io.wardtap.protocol.unit.ProtocolParser]; partial bytes live in
/// [io.wardtap.protocol.unit.UnitAssembler]. Depends on bytes, status, flow and phi only; every
/// protocol depends on it.
package io.wardtap.protocol.unit;
