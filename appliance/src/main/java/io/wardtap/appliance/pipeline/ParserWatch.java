package io.wardtap.appliance.pipeline;

import java.util.List;

/// Looks at the parsers again and again and has those that hang replaced. It counts looks, not
/// time: a pause of the whole machine is one look, however long. Its own thread.
final class ParserWatch implements Runnable {
    /// Five looks, 50 ms apart: longer than any scheduler's turn, shorter than the ring lasts.
    private static final long LOOK_MS = 50;

    private static final int LOOKS = 5;

    private final List<ParserThread> parsers;
    private final FaultListener faults;

    ParserWatch(List<ParserThread> parsers, FaultListener faults) {
        this.parsers = parsers;
        this.faults = faults;
    }

    @Override
    public void run() {
        try {
            while (true) {
                Thread.sleep(LOOK_MS);
                for (ParserThread parser : parsers) {
                    look(parser);
                }
            }
        } catch (InterruptedException e) {
            // the pipeline ends
        }
    }

    private void look(ParserThread parser) {
        try {
            parser.look(LOOKS);
        } catch (RuntimeException e) {
            faults.onFault("parser watch", e);
        }
    }
}
