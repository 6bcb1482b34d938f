/// What counts as patient data, as names and categories: never values. Start with
/// [io.wardtap.protocol.phi.PhiFacts]. Depends on bytes only.
package io.wardtap.protocol.phi;
