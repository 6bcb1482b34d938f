package io.wardtap.appliance.host;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/// The C library's calls that this package needs. A call that fails gives minus its error number,
/// as the kernel itself would. glibc is meant: its calls that change ids reach every thread of the
/// process. Any thread.
@SuppressWarnings("restricted") // the one class of this package that calls native code
final class LibcNative {
    static final int EPERM = 1;
    static final int ENODEV = 19;
    static final int EOPNOTSUPP = 95;

    /// Nobody keeps the clock right.
    static final int STA_UNSYNC = 0x40;

    private static final int TIMEX_BYTES = 208;
    private static final int TIMEX_STATUS = 40;
    private static final int ERANGE = 34;
    private static final int PASSWD_UID = 16;
    private static final int PASSWD_GID = 20;
    private static final int PASSWD_BYTES = 24;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final SymbolLookup LIBRARY = LINKER.defaultLookup();
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO =
            STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final AddressLayout POINTER = ValueLayout.ADDRESS;

    private static final MethodHandle GETEUID = plain("geteuid", FunctionDescriptor.of(INT));
    private static final MethodHandle SETGROUPS = call("setgroups", INT, LONG, POINTER);
    private static final MethodHandle SETRESGID = call("setresgid", INT, INT, INT, INT);
    private static final MethodHandle SETRESUID = call("setresuid", INT, INT, INT, INT);
    private static final MethodHandle CAPSET = call("capset", INT, POINTER, POINTER);
    private static final MethodHandle CAPGET = call("capget", INT, POINTER, POINTER);
    private static final MethodHandle PRCTL =
            variadic("prctl", 1, INT, INT, LONG, LONG, LONG, LONG);
    private static final MethodHandle SYSCALL =
            variadic("syscall", 1, LONG, LONG, LONG, LONG, POINTER);
    private static final MethodHandle GETPWNAM =
            plain("getpwnam", FunctionDescriptor.of(POINTER, POINTER));
    private static final MethodHandle SOCKET = call("socket", INT, INT, INT, INT);
    private static final MethodHandle SENDTO =
            call("sendto", LONG, INT, POINTER, LONG, INT, POINTER, INT);
    private static final MethodHandle CLOSE = call("close", INT, INT);
    private static final MethodHandle IOCTL = variadic("ioctl", 2, INT, INT, LONG, POINTER);

    private static final MethodHandle ADJTIMEX = call("adjtimex", INT, POINTER);

    private LibcNative() {}

    /// Ids of a user of this machine.
    record UserIds(int uid, int gid) {}

    /// Whether this is a system whose C library has all of these.
    static boolean isAvailable() {
        return System.getProperty("os.name").equals("Linux") && LIBRARY.find("capset").isPresent();
    }

    static int geteuid() {
        try {
            return (int) GETEUID.invokeExact();
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    /// Leaves all supplementary groups, in every thread.
    static int clearGroups() {
        return with((state, _) -> (int) SETGROUPS.invokeExact(state, 0L, MemorySegment.NULL));
    }

    /// Real, effective and saved group, in every thread.
    static int setGroup(int gid) {
        return with((state, _) -> (int) SETRESGID.invokeExact(state, gid, gid, gid));
    }

    /// Real, effective and saved user, in every thread.
    static int setUser(int uid) {
        return with((state, _) -> (int) SETRESUID.invokeExact(state, uid, uid, uid));
    }

    /// Permitted and effective capabilities of the calling thread; none are inheritable.
    static int setCapabilities(long capabilities) {
        return with(
                (state, arena) -> {
                    MemorySegment data = arena.allocate(24, 4);
                    for (int word = 0; word < 2; word++) {
                        int bits = (int) (capabilities >>> 32 * word);
                        data.set(INT, 12L * word, bits);
                        data.set(INT, 12L * word + 4, bits);
                    }
                    return (int) CAPSET.invokeExact(state, capabilityHeader(arena), data);
                });
    }

    /// Effective capabilities of the calling thread.
    static long capabilities() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment data = arena.allocate(24, 4);
            int result =
                    (int) CAPGET.invokeExact(arena.allocate(STATE), capabilityHeader(arena), data);
            return result < 0
                    ? 0
                    : data.get(INT, 0) & 0xFFFF_FFFFL | (long) data.get(INT, 12) << 32;
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    private static MemorySegment capabilityHeader(Arena arena) {
        MemorySegment header = arena.allocate(8, 4);
        header.set(INT, 0, 0x2008_0522); // _LINUX_CAPABILITY_VERSION_3
        return header;
    }

    static int prctl(int option, long argument) {
        return with((state, _) -> (int) PRCTL.invokeExact(state, option, argument, 0L, 0L, 0L));
    }

    static int syscall(long number, long first, long second, MemorySegment third) {
        return with(
                (state, _) ->
                        (int) (long) SYSCALL.invokeExact(state, number, first, second, third));
    }

    /// A user by name, or null.
    static UserIds user(String name) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment entry = (MemorySegment) GETPWNAM.invokeExact(arena.allocateFrom(name));
            if (entry.equals(MemorySegment.NULL)) {
                return null;
            }
            MemorySegment passwd = entry.reinterpret(PASSWD_BYTES);
            return new UserIds(passwd.get(INT, PASSWD_UID), passwd.get(INT, PASSWD_GID));
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    static int socket(int domain, int type) {
        return with((state, _) -> (int) SOCKET.invokeExact(state, domain, type, 0));
    }

    static int sendTo(int socket, byte[] message, int flags, byte[] address) {
        return with(
                (state, arena) -> {
                    MemorySegment bytes = arena.allocateFrom(ValueLayout.JAVA_BYTE, message);
                    MemorySegment to = arena.allocateFrom(ValueLayout.JAVA_BYTE, address);
                    return (int)
                            (long)
                                    SENDTO.invokeExact(
                                            state,
                                            socket,
                                            bytes,
                                            (long) message.length,
                                            flags,
                                            to,
                                            address.length);
                });
    }

    /// The status word of the kernel's clock; reading needs no rights.
    static int clockStatus() {
        return with(
                (state, arena) -> {
                    MemorySegment timex = arena.allocate(TIMEX_BYTES, 8);
                    int result = (int) ADJTIMEX.invokeExact(state, timex);
                    return result < 0 ? result : timex.get(INT, TIMEX_STATUS);
                });
    }

    static int close(int descriptor) {
        return with((state, _) -> (int) CLOSE.invokeExact(state, descriptor));
    }

    static int ioctl(int descriptor, long request, MemorySegment argument) {
        return with((state, _) -> (int) IOCTL.invokeExact(state, descriptor, request, argument));
    }

    /// What an error number means, for messages.
    static String reason(int error) {
        return switch (Math.abs(error)) {
            case EPERM -> "no permission";
            case 13 -> "permission denied";
            case 22 -> "not accepted by the kernel";
            case ENODEV -> "no such interface";
            case ERANGE, EOPNOTSUPP -> "not supported";
            default -> "error " + Math.abs(error);
        };
    }

    private interface Call {
        int apply(MemorySegment state, Arena arena) throws Throwable;
    }

    private static int with(Call call) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            int result = call.apply(state, arena);
            return result == -1 ? -(int) ERRNO.get(state, 0L) : result;
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    private static IllegalStateException failed(Throwable e) {
        return new IllegalStateException("a call into the C library failed", e);
    }

    private static MethodHandle plain(String name, FunctionDescriptor signature) {
        return LINKER.downcallHandle(LIBRARY.findOrThrow(name), signature);
    }

    private static MethodHandle call(String name, MemoryLayout result, MemoryLayout... arguments) {
        return LINKER.downcallHandle(
                LIBRARY.findOrThrow(name),
                FunctionDescriptor.of(result, arguments),
                Linker.Option.captureCallState("errno"));
    }

    private static MethodHandle variadic(
            String name, int fixed, MemoryLayout result, MemoryLayout... arguments) {
        return LINKER.downcallHandle(
                LIBRARY.findOrThrow(name),
                FunctionDescriptor.of(result, arguments),
                Linker.Option.captureCallState("errno"),
                Linker.Option.firstVariadicArg(fixed));
    }
}
