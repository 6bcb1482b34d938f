package io.wardtap.appliance.host;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;

/// A unix datagram socket that receives what a service tells its manager. One thread.
public final class NotifyReceiver implements AutoCloseable {
    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int POLLIN = 1;
    private static final int WAIT_MS = 10_000;

    private static final MethodHandle BIND =
            handle(
                    "bind",
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_INT,
                            ValueLayout.ADDRESS,
                            ValueLayout.JAVA_INT));
    private static final MethodHandle RECV =
            handle(
                    "recv",
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_INT,
                            ValueLayout.ADDRESS,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_INT));
    private static final MethodHandle POLL =
            handle(
                    "poll",
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT,
                            ValueLayout.ADDRESS,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_INT));

    private final String name;
    private final int socket;

    private NotifyReceiver(String name, int socket) {
        this.name = name;
        this.socket = socket;
    }

    /// @param name a path, or `@` and an abstract name
    public static NotifyReceiver bind(String name) {
        int socket = LibcNative.socket(AF_UNIX, SOCK_DGRAM);
        byte[] address = ServiceManager.address(name);
        try (Arena arena = Arena.ofConfined()) {
            int result =
                    (int)
                            BIND.invokeExact(
                                    socket,
                                    arena.allocateFrom(ValueLayout.JAVA_BYTE, address),
                                    address.length);
            if (result != 0) {
                throw new IllegalStateException("cannot bind " + name);
            }
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
        return new NotifyReceiver(name, socket);
    }

    public String name() {
        return name;
    }

    /// The next datagram, or null when none comes in ten seconds.
    public String next() {
        return next(WAIT_MS);
    }

    public String next(int waitMs) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment poll = arena.allocate(8, 4);
            poll.set(ValueLayout.JAVA_INT, 0, socket);
            poll.set(ValueLayout.JAVA_SHORT, 4, (short) POLLIN);
            if ((int) POLL.invokeExact(poll, 1L, waitMs) != 1) {
                return null;
            }
            MemorySegment bytes = arena.allocate(4096);
            long length = (long) RECV.invokeExact(socket, bytes, 4096L, 0);
            return new String(
                    bytes.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE),
                    StandardCharsets.UTF_8);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        LibcNative.close(socket);
    }

    @SuppressWarnings("restricted") // a receiver of datagrams, which the JDK does not have
    private static MethodHandle handle(String name, FunctionDescriptor signature) {
        return Linker.nativeLinker()
                .downcallHandle(Linker.nativeLinker().defaultLookup().findOrThrow(name), signature);
    }
}
