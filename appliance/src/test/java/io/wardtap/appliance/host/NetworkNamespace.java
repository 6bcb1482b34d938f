package io.wardtap.appliance.host;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// A network namespace of a test's own, with a pair of interfaces joined by a wire: what is sent on
/// [#SENDER] arrives on [#MIRROR]. Removed on close, with all that is in it. Where the rights are
/// missing, the test is skipped and says so; where `ip` is missing, too, unless
/// `-Dwardtap.require-programs=true` says that it must be there.
public final class NetworkNamespace implements AutoCloseable {
    public static final String SENDER = "wt-send";
    public static final String MIRROR = "wt-mirror";

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final int CLONE_NEWNET = 0x4000_0000;
    private static final int AF_PACKET = 17;
    private static final int SOCK_RAW = 3;

    private static final MethodHandle OPEN =
            handle(
                    "open",
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
    private static final MethodHandle SETNS =
            handle(
                    "setns",
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

    private final String ip;
    private final String name;

    private NetworkNamespace(String ip, String name) {
        this.ip = ip;
        this.name = name;
    }

    public static NetworkNamespace make() throws IOException, InterruptedException {
        String ip = findIp();
        assumeTrue(Privileges.isRoot(), "skipped: network namespaces need root");
        NetworkNamespace made =
                new NetworkNamespace(
                        ip,
                        "wardtap-"
                                + ProcessHandle.current().pid()
                                + "-"
                                + NUMBER.incrementAndGet());
        assumeTrue(
                made.ip("netns", "add", made.name) == 0,
                "skipped: no network namespace can be made here");
        try {
            made.must("-n", made.name, "link", "set", "lo", "up");
            made.join();
        } catch (AssertionError e) {
            made.close();
            throw e;
        }
        return made;
    }

    private static String findIp() {
        for (String folder : List.of("/usr/sbin", "/sbin", "/usr/bin", "/bin")) {
            Path program = Path.of(folder, "ip");
            if (Files.isExecutable(program)) {
                return program.toString();
            }
        }
        String message = "ip is missing: apt-get install iproute2";
        if (Boolean.getBoolean("wardtap.require-programs")) {
            throw new AssertionError(message);
        }
        assumeTrue(false, message);
        return "";
    }

    /// Makes the pair of interfaces, once more after [#cut].
    public void join() throws IOException, InterruptedException {
        must("-n", name, "link", "add", SENDER, "type", "veth", "peer", "name", MIRROR);
        must("-n", name, "link", "set", SENDER, "mtu", "9000", "up");
        must("-n", name, "link", "set", MIRROR, "mtu", "9000", "up");
    }

    /// Both interfaces are gone.
    public void cut() throws IOException, InterruptedException {
        must("-n", name, "link", "del", SENDER);
    }

    /// Prefix of a command line that is to run in here.
    public List<String> prefix() {
        return List.of(ip, "netns", "exec", name);
    }

    /// Sends frames, about so many a second.
    public void send(List<byte[]> frames, int perSecond) throws InterruptedException {
        inside(
                () -> {
                    int index =
                            Integer.parseInt(
                                    Files.readString(
                                                    Path.of("/proc/thread-self/net/dev_mcast"),
                                                    StandardCharsets.ISO_8859_1)
                                            .lines()
                                            .map(line -> line.strip().split("\\s+"))
                                            .filter(words -> words[1].equals(SENDER))
                                            .findFirst()
                                            .orElseThrow()[0]);
                    byte[] address = new byte[20];
                    address[0] = AF_PACKET;
                    for (int i = 0; i < 4; i++) {
                        address[4 + i] = (byte) (index >> 8 * i);
                    }
                    int socket = LibcNative.socket(AF_PACKET, SOCK_RAW);
                    try {
                        long startNs = System.nanoTime();
                        for (int i = 0; i < frames.size(); i++) {
                            LibcNative.sendTo(socket, frames.get(i), 0, address);
                            long dueNs = startNs + i * 1_000_000_000L / perSecond;
                            while (i % 20 == 0 && System.nanoTime() < dueNs) {
                                Thread.sleep(1);
                            }
                        }
                    } finally {
                        LibcNative.close(socket);
                    }
                    return null;
                });
    }

    /// Runs on a thread that is in here: sockets that it makes are.
    public <T> T inside(Callable<T> work) throws InterruptedException {
        FutureTask<T> task =
                new FutureTask<>(
                        () -> {
                            enter();
                            return work.call();
                        });
        Thread.ofPlatform().daemon().start(task);
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw new AssertionError("in namespace " + name + ": " + e.getCause(), e.getCause());
        }
    }

    private void enter() {
        try (Arena arena = Arena.ofConfined()) {
            int file = (int) OPEN.invokeExact(arena.allocateFrom("/var/run/netns/" + name), 0);
            int entered = (int) SETNS.invokeExact(file, CLONE_NEWNET);
            LibcNative.close(file);
            if (file < 0 || entered != 0) {
                throw new AssertionError("cannot enter namespace " + name);
            }
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            ip("netns", "del", name);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public void must(String... arguments) throws IOException, InterruptedException {
        int code = ip(arguments);
        if (code != 0) {
            throw new AssertionError("ip " + String.join(" ", arguments) + " ended with " + code);
        }
    }

    public String name() {
        return name;
    }

    private int ip(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(ip));
        command.addAll(List.of(arguments));
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return -1;
        }
        return process.exitValue();
    }

    @SuppressWarnings("restricted") // threads that enter a namespace, which the JDK does not have
    private static MethodHandle handle(String name, FunctionDescriptor signature) {
        return Linker.nativeLinker()
                .downcallHandle(Linker.nativeLinker().defaultLookup().findOrThrow(name), signature);
    }
}
