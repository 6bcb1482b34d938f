/// What analysis sees: conversations and the observer interfaces that inventory, event output and
/// detectors implement. Start with [io.wardtap.appliance.observe.Conversation] and
/// [io.wardtap.appliance.observe.Observers]. Depends on protocol-parsers only.
package io.wardtap.appliance.observe;
