/// Behaviour that needs no protocol to be seen.
package io.wardtap.appliance.detect.network;
