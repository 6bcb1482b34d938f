package io.wardtap.appliance.pipeline;

/// What a ring slot carries. Of what lanes write, only [#MESSAGE] is ever shed.
public enum UnitKind {
    /// A flow was opened and answered, or picked up; bytes are a [FlowUnit].
    FLOW_BEGIN,
    /// The flow's protocol is known, or found encrypted; for midstream flows also who the client
    /// is. Bytes are a [FlowUnit].
    FLOW_IDENTIFIED,
    /// A long flow goes on; bytes are a [FlowUnit] with counters since its begin.
    FLOW_PROGRESS,
    /// Bytes of the flow were never seen; `detail` says how many.
    FLOW_GAP,
    /// The flow's end; bytes are a [FlowUnit].
    FLOW_END,
    /// Opening packets that nobody answered, folded by source, port and minute; bytes are an
    /// [UnansweredUnit].
    FLOW_UNANSWERED,
    /// A host told its hardware address (ARP); bytes are an [AddressUnit].
    ADDRESS,
    /// Bytes were sent twice and differently; bytes are an [OverlapUnit]. Told once a minute for a
    /// pair of hosts.
    OVERLAP,
    /// Signs of patients' data in a flow that nobody reads; `detail` has the bits of
    /// [io.wardtap.protocol.cleartext.PersonSign]. Told once for each further kind.
    SIGNS,
    /// One second of packet time has passed.
    TICK,
    /// A unit that a framer cut and a parser read; facts are filled.
    MESSAGE,
    /// A unit that a framer cut and no parser has read: one threw or hung on its flow. Made of a
    /// [#MESSAGE] on its way.
    UNREAD,
    /// Counters of one of several lanes, the others' time is behind. Made of a [#TICK] or a
    /// [#CAPTURE_END] on its way.
    LANE_COUNTERS,
    /// The capture has ended; all flows' end units came before.
    CAPTURE_END
}
