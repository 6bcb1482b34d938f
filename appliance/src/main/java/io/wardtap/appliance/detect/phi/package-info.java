/// Patient data where it should not be.
package io.wardtap.appliance.detect.phi;
