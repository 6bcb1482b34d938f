package io.wardtap.appliance.capture.live;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// Sends frames as they are, out of an interface that the test made.
final class FrameSender implements AutoCloseable {
    @SuppressWarnings("restricted")
    private static final MethodHandle WRITE =
            Linker.nativeLinker()
                    .downcallHandle(
                            Linker.nativeLinker().defaultLookup().findOrThrow("write"),
                            FunctionDescriptor.of(
                                    ValueLayout.JAVA_LONG,
                                    ValueLayout.JAVA_INT,
                                    ValueLayout.ADDRESS,
                                    ValueLayout.JAVA_LONG));

    private final Arena arena = Arena.ofAuto();
    private final MemorySegment buffer = arena.allocate(1 << 17, 8);
    private final SystemCalls calls = new SystemCalls();
    private final int fd;

    FrameSender(String interfaceName) throws LiveCaptureException {
        PacketSocket asked = PacketSocket.open(calls, interfaceName);
        int index = asked.interfaceIndex();
        asked.close();
        fd = calls.socket(17, 3, 0);
        MemorySegment address = arena.allocate(20, 8);
        address.set(ValueLayout.JAVA_SHORT, 0, (short) 17);
        address.set(ValueLayout.JAVA_INT, 4, index);
        if (fd < 0 || index < 0 || calls.bind(fd, address, 20) < 0) {
            throw Errno.failed(interfaceName, "bind", -Errno.ENODEV);
        }
    }

    void send(byte[]... frames) throws IOException {
        for (byte[] frame : frames) {
            MemorySegment.copy(frame, 0, buffer, ValueLayout.JAVA_BYTE, 0, frame.length);
            try {
                long sent = (long) WRITE.invokeExact(fd, buffer, (long) frame.length);
                if (sent != frame.length) {
                    throw new IOException("sent " + sent + " of " + frame.length);
                }
            } catch (IOException e) {
                throw e;
            } catch (Throwable e) {
                throw new IOException(e);
            }
        }
    }

    @Override
    public void close() {
        calls.close(fd);
    }
}
