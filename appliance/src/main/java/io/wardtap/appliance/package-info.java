/// The composition root and what it takes and gives. Start with
/// [io.wardtap.appliance.ReplayOptions]. Only this package and the commands see every stage; no
/// stage sees this package.
package io.wardtap.appliance;
