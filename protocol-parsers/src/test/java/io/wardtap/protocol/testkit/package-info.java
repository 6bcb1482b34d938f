/// Helpers that tests of several modules share, in the test-jar: bytes from annotated hex
/// ([io.wardtap.protocol.testkit.HexBytes]), packets ([io.wardtap.protocol.testkit.PacketBuilder]),
/// captures ([io.wardtap.protocol.testkit.PcapBuilder],
/// [io.wardtap.protocol.testkit.PcapngBuilder]), every cut of a stream
/// ([io.wardtap.protocol.testkit.SplitFeeder]), allocation
/// ([io.wardtap.protocol.testkit.AllocationMeter]).
package io.wardtap.protocol.testkit;
