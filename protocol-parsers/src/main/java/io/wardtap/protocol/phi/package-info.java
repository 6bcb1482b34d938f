/// What counts as patient data, as names and categories: never values. Start with
/// [io.wardtap.protocol.phi.PhiFacts]. Depends on nothing.
package io.wardtap.protocol.phi;
