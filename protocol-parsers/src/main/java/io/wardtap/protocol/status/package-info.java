/// Outcomes of decoding ([io.wardtap.protocol.status.DecodeStatus]) and counted oddities
/// ([io.wardtap.protocol.status.DecodeEvent]). Depends on nothing.
package io.wardtap.protocol.status;
