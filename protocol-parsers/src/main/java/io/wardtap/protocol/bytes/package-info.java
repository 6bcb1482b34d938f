/// Reading bytes where they lie: [io.wardtap.protocol.bytes.Bytes] owns byte orders and widening.
/// [io.wardtap.protocol.bytes.KnownWords] finds words. Depends on nothing.
package io.wardtap.protocol.bytes;
