/// The way of the data: lane, slab, ring, parser and analysis handlers. Start with Lane and
/// UnitEvent. Depends on protocol-parsers and the Disruptor.
package io.wardtap.appliance.pipeline;
