package io.wardtap.appliance.capture.live;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/// Runs code on a thread that has given up all capabilities, as the whole process does when it
/// serves.
final class Privileges {
    private static final int CAPABILITY_VERSION_3 = 0x2008_0522;

    private Privileges() {}

    static void without(NetworkNamespace network, Callable<Void> work) throws Exception {
        FutureTask<Void> task =
                new FutureTask<>(
                        () -> {
                            network.enter();
                            drop();
                            return work.call();
                        });
        Thread.ofPlatform().daemon().start(task);
        try {
            task.get(60, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e;
        }
    }

    /// Of the calling thread only: that is what capset(2) does.
    @SuppressWarnings("restricted")
    private static void drop() throws IOException {
        Linker linker = Linker.nativeLinker();
        MethodHandle capset =
                linker.downcallHandle(
                        linker.defaultLookup().findOrThrow("capset"),
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment header = arena.allocate(8, 8);
            header.set(ValueLayout.JAVA_INT, 0, CAPABILITY_VERSION_3);
            int result = (int) capset.invokeExact(header, arena.allocate(24, 8));
            if (result != 0) {
                throw new IOException("capset");
            }
        } catch (Throwable e) {
            throw new IOException(e);
        }
    }
}
