package io.wardtap.appliance.capture.live;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// A network namespace of the test's own, and a thread that lives in it. Needs root and iproute2: a
/// test without them is skipped, or fails where `-Dwardtap.require-programs=true`.
final class NetworkNamespace implements AutoCloseable {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final int CLONE_NEWNET = 0x4000_0000;

    private final String name =
            "wardtap-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();
    private final ExecutorService inside =
            Executors.newSingleThreadExecutor(Thread.ofPlatform().name(name).daemon().factory());

    private NetworkNamespace() {}

    static NetworkNamespace open() throws Exception {
        require(
                Files.isExecutable(Path.of("/usr/sbin/ip")),
                "ip is missing: apt-get install iproute2");
        require(isRoot(), "network namespaces need root");
        NetworkNamespace namespace = new NetworkNamespace();
        require(run("ip", "netns", "add", namespace.name) == 0, "no network namespaces here");
        namespace.call(
                () -> {
                    namespace.enter();
                    return null;
                });
        namespace.ip("link", "set", "lo", "up");
        return namespace;
    }

    private static void require(boolean fine, String message) {
        if (!fine && Boolean.getBoolean("wardtap.require-programs")) {
            throw new AssertionError(message);
        }
        assumeTrue(fine, message);
    }

    private static boolean isRoot() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .anyMatch(line -> line.matches("Uid:\\s+\\d+\\s+0\\s.*"));
    }

    /// Moves the calling thread into the namespace, and no other one.
    @SuppressWarnings("restricted")
    void enter() throws Exception {
        Linker linker = Linker.nativeLinker();
        MethodHandle open =
                linker.downcallHandle(
                        linker.defaultLookup().findOrThrow("open"),
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
                        Linker.Option.firstVariadicArg(2));
        MethodHandle setns =
                linker.downcallHandle(
                        linker.defaultLookup().findOrThrow("setns"),
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
        try (Arena arena = Arena.ofConfined()) {
            int fd = (int) open.invokeExact(arena.allocateFrom("/run/netns/" + name), 0);
            int result = (int) setns.invokeExact(fd, CLONE_NEWNET);
            new SystemCalls().close(fd);
            if (result != 0) {
                throw new IOException("setns " + name);
            }
        } catch (Throwable e) {
            throw new IOException(e);
        }
    }

    /// Two interfaces joined by a cable, both up, that send nothing by themselves.
    void veth(String one, String other) throws Exception {
        ip("link", "add", one, "type", "veth", "peer", "name", other);
        for (String each : List.of(one, other)) {
            ip("link", "set", each, "addrgenmode", "none", "mtu", "1500");
            ip("link", "set", each, "up");
        }
    }

    /// `ip` in the namespace.
    void ip(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("ip", "-n", name));
        command.addAll(List.of(arguments));
        int result = run(command.toArray(String[]::new));
        if (result != 0) {
            throw new IOException(String.join(" ", command) + ": " + result);
        }
    }

    private static int run(String... command) throws IOException {
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try {
            if (process.waitFor(20, TimeUnit.SECONDS)) {
                return process.exitValue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        return -1;
    }

    /// Runs on the thread in the namespace.
    <T> T call(Callable<T> work) throws Exception {
        try {
            return inside.submit(work).get(60, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    @Override
    public void close() throws IOException {
        inside.shutdownNow();
        run("ip", "netns", "del", name);
    }
}
