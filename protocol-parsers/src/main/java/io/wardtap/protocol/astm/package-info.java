/// Laboratory analysers: CLSI LIS02-A2 (ASTM E1394) records, in the frames of CLSI LIS01-A2 (ASTM
/// E1381) or without them, over TCP. Start with [io.wardtap.protocol.astm.Astm].
package io.wardtap.protocol.astm;
