/// The device inventory: who is on the network, by what evidence.
package io.wardtap.appliance.inventory;
