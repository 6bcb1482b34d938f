/// What the machine offers beside packets: its network interfaces and their offloads, the rights of
/// this process, the service manager that started it. Start with
/// [io.wardtap.appliance.host.Privileges], [io.wardtap.appliance.host.ServiceManager] and
/// [io.wardtap.appliance.host.HostInterfaces]. Knows nothing of packets; only the composition root
/// and the commands use it, and a replay never loads it.
package io.wardtap.appliance.host;
