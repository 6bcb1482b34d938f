/// TLS: recognised and marked, not read further. Start with [io.wardtap.protocol.tls.Tls].
package io.wardtap.protocol.tls;
