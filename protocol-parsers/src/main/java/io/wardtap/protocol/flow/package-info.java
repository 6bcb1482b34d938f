/// Flows: keys, the bounded flow table, directions, Community ID. Depends on bytes and status.
package io.wardtap.protocol.flow;
