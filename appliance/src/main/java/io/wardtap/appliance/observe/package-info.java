/// What analysis sees: conversations and the observer interfaces that inventory, event output,
/// baselines and detectors implement. Start with [io.wardtap.appliance.observe.Analysis], which
/// turns units into their calls, and [io.wardtap.appliance.observe.Observers]. Depends on
/// protocol-parsers and on the pipeline's units.
package io.wardtap.appliance.observe;
