package io.wardtap.appliance.pipeline;

import io.wardtap.appliance.capture.CaptureSource;
import io.wardtap.protocol.unit.KeyedHash;
import io.wardtap.protocol.unit.NameInterner;
import io.wardtap.protocol.unit.ParserContext;

/// Pipelines as tests run them: with keys that are always the same, and no fault allowed.
final class Pipelines {
    private Pipelines() {}

    static Pipeline of(
            CaptureSource source, LaneSettings settings, int workers, UnitConsumer analysis) {
        return new Pipeline(
                source,
                settings,
                workers,
                Pipelines::context,
                analysis,
                (where, fault) -> {
                    throw new AssertionError(where, fault);
                });
    }

    static ParserContext context() {
        return new ParserContext(new KeyedHash(1, 2), new KeyedHash(3, 4), new NameInterner(64));
    }
}
