package io.wardtap.appliance.pipeline;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// Shows which event a parser is at, so that a watch can take its place over when it hangs there.
/// Exactly one of both wins. Parser's thread: [#enter], [#leave]; watch: the others.
final class ParserGuard {
    private static final long OUTSIDE = 0;
    private static final long TAKEN = -1;
    private static final VarHandle AT;

    static {
        try {
            AT = MethodHandles.lookup().findVarHandle(ParserGuard.class, "at", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @SuppressWarnings("unused") // through the handle only
    private long at = OUTSIDE;

    /// The parser begins with an event. All that this thread did before is seen by who takes over.
    void enter(long sequence) {
        AT.setRelease(this, sequence + 1);
    }

    /// The parser is through.
    ///
    /// @return false when its place was taken over meanwhile
    boolean leave(long sequence) {
        return AT.compareAndSet(this, sequence + 1, OUTSIDE);
    }

    /// The event that the parser is at, -1 when it is not reading one.
    long sequence() {
        return Math.max(OUTSIDE, (long) AT.getAcquire(this)) - 1;
    }

    /// Takes the place of a parser that still is at this event.
    boolean take(long sequence) {
        return AT.compareAndSet(this, sequence + 1, TAKEN);
    }
}
