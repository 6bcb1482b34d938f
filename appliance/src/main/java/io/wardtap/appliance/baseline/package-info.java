/// What is usual for each device: learned sets, kept in a baseline file.
package io.wardtap.appliance.baseline;
