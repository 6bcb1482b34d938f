package io.wardtap.appliance.host;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Locale;

/// Gives up what the process does not need once its sources are open. glibc's setresuid reaches
/// every thread; capabilities are each thread's own. So the thread that calls [#drop] keeps
/// CAP_NET_RAW, as do the lanes that it starts afterwards, which may need it to open an interface
/// again that went away. Those that were there before, the virtual machine's, have none, and every
/// [ServiceThread] gives it up.
public final class Privileges {
    /// Users to become when none is named, the first that there is.
    static final List<String> USUAL_USERS = List.of("wardtap", "nobody");

    private static final int PR_SET_DUMPABLE = 4;
    private static final int PR_SET_KEEPCAPS = 8;
    private static final int PR_SET_NO_NEW_PRIVS = 38;
    private static final long CAP_NET_RAW = 1L << 13;
    private static final int SECCOMP_SET_MODE_FILTER = 1;
    private static final int SECCOMP_FILTER_FLAG_TSYNC = 1;
    private static final int BPF_RETURN = 0x06;
    private static final int SECCOMP_ALLOW = 0x7FFF_0000;

    private Privileges() {}

    /// Who the process becomes.
    ///
    /// @param name of the user
    public record User(String name, int uid, int gid) {}

    /// Rights that could not be given up, in one line for the operator.
    public static final class PrivilegeException extends Exception {
        private static final long serialVersionUID = 1;

        PrivilegeException(String message) {
            super(message);
        }
    }

    public static boolean isRoot() {
        return LibcNative.isAvailable() && LibcNative.geteuid() == 0;
    }

    /// Whether the calling thread may open packet sockets.
    public static boolean mayCapture() {
        return LibcNative.isAvailable() && (LibcNative.capabilities() & CAP_NET_RAW) != 0;
    }

    /// Who to become when started as root.
    ///
    /// @param name as configured, empty for the first of the usual ones
    public static User user(String name) throws PrivilegeException {
        for (String candidate : name.isEmpty() ? USUAL_USERS : List.of(name)) {
            LibcNative.UserIds ids = LibcNative.user(candidate);
            if (ids != null && ids.uid() == 0) {
                throw new PrivilegeException("user '" + candidate + "' is root");
            }
            if (ids != null) {
                return new User(candidate, ids.uid(), ids.gid());
            }
        }
        throw new PrivilegeException(
                name.isEmpty()
                        ? "none of the users " + USUAL_USERS + " is there to work as"
                        : "no user '" + name + "' on this machine");
    }

    /// Becomes this user in every thread, for good, and closes the ways back: no program that is
    /// started gains rights, memory is not dumped.
    public static void drop(User user) throws PrivilegeException {
        boolean capture = mayCapture();
        check("keep capabilities", LibcNative.prctl(PR_SET_KEEPCAPS, 1));
        check("leave groups", LibcNative.clearGroups());
        check("change the group", LibcNative.setGroup(user.gid()));
        check("change the user", LibcNative.setUser(user.uid()));
        check("reduce capabilities", LibcNative.setCapabilities(capture ? CAP_NET_RAW : 0));
        check("forget capabilities", LibcNative.prctl(PR_SET_KEEPCAPS, 0));
        if (LibcNative.setUser(0) == 0) {
            throw new PrivilegeException("root could be had back");
        }
        confine();
    }

    /// Gains no rights any more, whoever runs it; memory is not dumped.
    public static void confine() {
        ServiceThread.beginWith(() -> LibcNative.setCapabilities(0));
        LibcNative.prctl(PR_SET_NO_NEW_PRIVS, 1);
        confineAllThreads();
        LibcNative.prctl(PR_SET_DUMPABLE, 0);
    }

    /// The flag against new rights is each thread's own, too: a filter that lets everything pass
    /// takes it to all of them. Where the kernel has no filters, the lanes and their caller have
    /// it.
    private static void confineAllThreads() {
        long number =
                switch (System.getProperty("os.arch").toLowerCase(Locale.ROOT)) {
                    case "amd64", "x86_64" -> 317;
                    case "aarch64" -> 277;
                    default -> -1;
                };
        if (number < 0) {
            return;
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment instruction = arena.allocate(8, 8);
            instruction.set(ValueLayout.JAVA_SHORT, 0, (short) BPF_RETURN);
            instruction.set(ValueLayout.JAVA_INT, 4, SECCOMP_ALLOW);
            MemorySegment program = arena.allocate(16, 8);
            program.set(ValueLayout.JAVA_SHORT, 0, (short) 1);
            program.set(ValueLayout.ADDRESS, 8, instruction);
            LibcNative.syscall(number, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, program);
        }
    }

    private static void check(String what, int result) throws PrivilegeException {
        if (result < 0) {
            throw new PrivilegeException("cannot " + what + ": " + LibcNative.reason(result));
        }
    }
}
