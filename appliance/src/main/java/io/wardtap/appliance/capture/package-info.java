/// Capture sources: files now, live interfaces later. Hands packets to the lane; nothing here knows
/// flows.
package io.wardtap.appliance.capture;
