package io.wardtap.appliance.capture.live;

/// Numbers of errno(3) on Linux that are told apart, and what to say of them.
final class Errno {
    static final int EPERM = 1;
    static final int ENXIO = 6;
    static final int ENOMEM = 12;
    static final int EACCES = 13;
    static final int ENODEV = 19;
    static final int EINVAL = 22;
    static final int ENOPROTOOPT = 92;
    static final int ENETDOWN = 100;
    static final int ENOBUFS = 105;

    private Errno() {}

    static LiveCaptureException failed(String what, String call, int result) {
        int errno = -result;
        return switch (errno) {
            case EPERM, EACCES ->
                    new LiveCaptureException(
                            LiveCaptureException.Reason.NO_PERMISSION,
                            what + ": no permission to capture: CAP_NET_RAW is needed");
            case ENODEV, ENXIO -> noInterface(what);
            case ENOMEM, ENOBUFS ->
                    new LiveCaptureException(
                            LiveCaptureException.Reason.SYSTEM,
                            what + ": no memory for it in the kernel (" + call + ")");
            default ->
                    new LiveCaptureException(
                            LiveCaptureException.Reason.SYSTEM,
                            what + ": " + call + " failed, errno " + errno);
        };
    }

    static LiveCaptureException noInterface(String name) {
        return new LiveCaptureException(
                LiveCaptureException.Reason.NO_INTERFACE, name + ": no such interface");
    }
}
