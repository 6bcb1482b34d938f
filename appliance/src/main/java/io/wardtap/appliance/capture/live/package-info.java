/// Live capture: packets of interfaces, a lane's share of each. Start with
/// [io.wardtap.appliance.capture.live.LiveSources#open]. Over AF_PACKET a lane reads the kernel's
/// ring in place; elsewhere, and when asked for, libpcap delivers copies through pcap4j. Linux'
/// names are kept for what is Linux': packet(7), linux/if_packet.h, linux/filter.h.
package io.wardtap.appliance.capture.live;
