package io.wardtap.appliance.export;

import java.util.function.IntFunction;

/// Who reports: the `observer.*` fields of every event.
///
/// @param version of Wardtap
/// @param sensor the sensor's name in the site's configuration
/// @param interfaceName name of an interface by its index; null or "" when it has none
public record Observer(String version, String sensor, IntFunction<String> interfaceName) {}
