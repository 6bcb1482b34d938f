/// Outputs: events.jsonl, summary.json, inventory.json, syslog, metrics.
package io.wardtap.appliance.export;
