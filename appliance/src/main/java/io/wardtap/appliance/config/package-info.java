/// The configuration file: records of settings ([io.wardtap.appliance.config.WardtapConfig]), their
/// loader ([io.wardtap.appliance.config.ConfigLoader]), printer and schema. Depends on nothing of
/// Wardtap; any package may depend on it.
package io.wardtap.appliance.config;
