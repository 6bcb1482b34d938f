package io.wardtap.appliance.host;

import java.util.concurrent.ThreadFactory;

/// Makes the daemon threads that serve the lanes: parsers, analysis, outputs, metrics. A new thread
/// has the rights of the one that starts it, which in a live run may capture; these need none, and
/// give them up before they do anything else. Any thread.
public final class ServiceThread {
    private static volatile Runnable first = () -> {};

    private ServiceThread() {}

    /// What each thread does first from now on.
    static void beginWith(Runnable givingUp) {
        first = givingUp;
    }

    public static Thread unstarted(String name, Runnable work) {
        return Thread.ofPlatform().name(name).daemon().unstarted(() -> run(work));
    }

    public static Thread start(String name, Runnable work) {
        Thread thread = unstarted(name, work);
        thread.start();
        return thread;
    }

    /// Threads named `prefix` and a number, as `threads` makes them.
    public static ThreadFactory factory(ThreadFactory threads) {
        return work -> threads.newThread(() -> run(work));
    }

    private static void run(Runnable work) {
        first.run();
        work.run();
    }
}
