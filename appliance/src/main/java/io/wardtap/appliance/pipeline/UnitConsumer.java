package io.wardtap.appliance.pipeline;

/// The analysis behind the parsers: gets every unit in ring order, on one thread.
public interface UnitConsumer {
    /// The event and its bytes die when this returns.
    void onUnit(UnitEvent event);

    /// No further unit is waiting at the moment: a good time to flush.
    default void onIdle() {}
}
