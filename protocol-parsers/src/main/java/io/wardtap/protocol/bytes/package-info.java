/// Reading bytes where they lie: [io.wardtap.protocol.bytes.Bytes] owns byte orders and widening.
/// Depends on nothing.
package io.wardtap.protocol.bytes;
