/// Outputs: events.jsonl ([io.wardtap.appliance.export.EventWriter]), summary.json and
/// inventory.json ([io.wardtap.appliance.export.SummaryWriter]), syslog
/// ([io.wardtap.appliance.export.SyslogSink]), metrics ([io.wardtap.appliance.export.Metrics]).
/// What may leave is on the [io.wardtap.appliance.export.AllowList]. Depends on observe, detect,
/// alert and capture's reports; only the composition root depends on it.
package io.wardtap.appliance.export;
