/// Detectors: one condition a class; the registry is Detectors.
package io.wardtap.appliance.detect;
