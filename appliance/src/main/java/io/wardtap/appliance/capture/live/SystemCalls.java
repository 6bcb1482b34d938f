package io.wardtap.appliance.capture.live;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/// The calls of Linux' C library that capture needs. Each returns what the call does, or the
/// negated errno. Confined to one thread at a time, for the place where errno arrives; allocates
/// nothing.
@SuppressWarnings("restricted") // calls by their signatures in the manual, sections 2 and 3
final class SystemCalls {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle STATE_ERRNO = STATE.varHandle(PathElement.groupElement("errno"));

    private static final MethodHandle SOCKET =
            call("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle SETSOCKOPT =
            call(
                    "setsockopt",
                    FunctionDescriptor.of(
                            JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle GETSOCKOPT =
            call(
                    "getsockopt",
                    FunctionDescriptor.of(
                            JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));
    private static final MethodHandle BIND =
            call("bind", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle IOCTL =
            call(
                    "ioctl",
                    FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS),
                    Linker.Option.firstVariadicArg(2));
    private static final MethodHandle MMAP =
            call(
                    "mmap",
                    FunctionDescriptor.of(
                            JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT,
                            JAVA_LONG));
    private static final MethodHandle MUNMAP =
            call("munmap", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG));
    private static final MethodHandle MADVISE =
            call("madvise", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT));
    private static final MethodHandle POLL =
            call("poll", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    private static final MethodHandle CLOSE =
            call("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle SCHED_SETAFFINITY =
            call(
                    "sched_setaffinity",
                    FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS));
    private static final MethodHandle SCHED_GETAFFINITY =
            call(
                    "sched_getaffinity",
                    FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS));

    private final MemorySegment state = Arena.ofAuto().allocate(STATE);

    private static MethodHandle call(
            String name, FunctionDescriptor signature, Linker.Option... more) {
        Linker.Option[] options = new Linker.Option[more.length + 1];
        options[0] = ERRNO;
        System.arraycopy(more, 0, options, 1, more.length);
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), signature, options);
    }

    int socket(int domain, int type, int protocol) {
        try {
            return checked((int) SOCKET.invokeExact(state, domain, type, protocol));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    int setsockopt(int fd, int level, int name, MemorySegment value, int bytes) {
        try {
            return checked((int) SETSOCKOPT.invokeExact(state, fd, level, name, value, bytes));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    int getsockopt(int fd, int level, int name, MemorySegment value, MemorySegment bytes) {
        try {
            return checked((int) GETSOCKOPT.invokeExact(state, fd, level, name, value, bytes));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    int bind(int fd, MemorySegment address, int bytes) {
        try {
            return checked((int) BIND.invokeExact(state, fd, address, bytes));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    int ioctl(int fd, long request, MemorySegment argument) {
        try {
            return checked((int) IOCTL.invokeExact(state, fd, request, argument));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    long mmap(long bytes, int protection, int flags, int fd) {
        try {
            long at = (long) MMAP.invokeExact(state, 0L, bytes, protection, flags, fd, 0L);
            return at == -1 ? -errno() : at;
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    int munmap(long at, long bytes) {
        try {
            return checked((int) MUNMAP.invokeExact(state, at, bytes));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    int madvise(long at, long bytes, int advice) {
        try {
            return checked((int) MADVISE.invokeExact(state, at, bytes, advice));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    int poll(MemorySegment fds, int count, int timeoutMs) {
        try {
            return checked((int) POLL.invokeExact(state, fds, (long) count, timeoutMs));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    int close(int fd) {
        try {
            return checked((int) CLOSE.invokeExact(state, fd));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// Of the calling thread.
    int setAffinity(MemorySegment mask) {
        try {
            return checked((int) SCHED_SETAFFINITY.invokeExact(state, 0, mask.byteSize(), mask));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    int getAffinity(MemorySegment mask) {
        try {
            return checked((int) SCHED_GETAFFINITY.invokeExact(state, 0, mask.byteSize(), mask));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    private int checked(int result) {
        return result < 0 ? -errno() : result;
    }

    private int errno() {
        return (int) STATE_ERRNO.get(state, 0L);
    }

    private static AssertionError unexpected(Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        return new AssertionError(e); // a signature above is wrong
    }
}
