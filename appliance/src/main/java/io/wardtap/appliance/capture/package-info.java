/// Capture sources: files now, live interfaces later. Start with
/// [io.wardtap.appliance.capture.CaptureFiles#open], which makes one
/// [io.wardtap.appliance.capture.CaptureSource] of a replay's inputs, and
/// [io.wardtap.appliance.capture.ReplaySpeed#pace] for replays that are not to run at full speed.
/// Hands packets to the lane; nothing here knows flows. Depends on protocol.pcap only.
package io.wardtap.appliance.capture;
