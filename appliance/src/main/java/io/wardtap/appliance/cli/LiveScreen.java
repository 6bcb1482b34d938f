package io.wardtap.appliance.cli;

import io.wardtap.appliance.LiveListener;
import io.wardtap.appliance.alert.Alert;
import io.wardtap.appliance.alert.AlertAction;

/// What a live run says on the terminal while it runs: lines on standard error. Any thread.
final class LiveScreen implements LiveListener {
    private final Terminal terminal;
    private final boolean quiet;
    private final boolean alerts;

    LiveScreen(Terminal terminal, boolean quiet, boolean alerts) {
        this.terminal = terminal;
        this.quiet = quiet;
        this.alerts = alerts;
    }

    @Override
    public synchronized void onMessage(String line) {
        if (!quiet) {
            terminal.problem(Terminal.printable(line));
            terminal.err().flush();
        }
    }

    @Override
    public synchronized void onAlert(Alert alert, AlertAction action) {
        if (alerts && action.countsAsAlert()) {
            terminal.err().print(AlertText.line(AlertView.of(alert, action), terminal));
            terminal.err().flush();
        }
    }
}
