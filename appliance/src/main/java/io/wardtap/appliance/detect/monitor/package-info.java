/// Rules about Wardtap itself: whether it sees what it should, and works as it was told to.
package io.wardtap.appliance.detect.monitor;
