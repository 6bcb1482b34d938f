package io.wardtap.appliance.pipeline;

import io.wardtap.appliance.cli.Main;
import io.wardtap.protocol.hl7.Hl7;
import io.wardtap.protocol.identify.Protocols;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/// The usual command in which the parser of HL7 hangs for ever, once, as soon as there is a file
/// named `stall` where it runs.
public final class StallingMain {
    private StallingMain() {}

    public static void main(String[] arguments) {
        int hl7 = Protocols.ALL.indexOf(Hl7.PROTOCOL);
        Path sign = Path.of("stall");
        AtomicBoolean once = new AtomicBoolean();
        Pipeline.beforeEachUnitOfAll(
                event -> {
                    if (event.protocol == hl7
                            && Files.exists(sign)
                            && once.compareAndSet(false, true)) {
                        hang();
                    }
                });
        Main.main(arguments);
    }

    private static void hang() {
        while (true) {
            LockSupport.park();
        }
    }
}
