/// Detectors: one condition a class, one subpackage a subject. Start with
/// [io.wardtap.appliance.detect.Detectors], the registry, which alone depends on the subpackages.
/// Depends on observe, inventory and baseline.
package io.wardtap.appliance.detect;
