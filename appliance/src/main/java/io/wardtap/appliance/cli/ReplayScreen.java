package io.wardtap.appliance.cli;

import io.wardtap.appliance.ReplayListener;
import io.wardtap.appliance.RunResult;
import io.wardtap.appliance.alert.Alert;
import io.wardtap.appliance.alert.AlertAction;

import java.io.PrintStream;

/// Shows a replay while it goes on: a progress bar where there is a terminal, alerts as they are
/// raised where they are wanted. Called by lane and analysis; one lock keeps their lines apart.
final class ReplayScreen implements ReplayListener {
    /// How much of an alert is shown.
    enum Alerts {
        NONE,
        LINES,
        BLOCKS
    }

    private final Terminal terminal;
    private final PrintStream alertsTo;
    private final Alerts alerts;
    private final ProgressBar bar;

    ReplayScreen(Terminal terminal, Alerts alerts, PrintStream alertsTo, boolean progress) {
        this.terminal = terminal;
        this.alerts = alerts;
        this.alertsTo = alertsTo;
        this.bar =
                progress && terminal.progress()
                        ? new ProgressBar(terminal.err(), System::nanoTime)
                        : null;
    }

    @Override
    public void onProgress(long bytesRead, long bytesTotal, long packets) {
        if (bar != null) {
            synchronized (this) {
                bar.update(bytesRead, bytesTotal, packets);
            }
        }
    }

    @Override
    public synchronized void onAlert(Alert alert, AlertAction action) {
        if (alerts == Alerts.NONE || !action.countsAsAlert()) {
            return;
        }
        clear();
        AlertView view = AlertView.of(alert, action);
        alertsTo.print(
                alerts == Alerts.BLOCKS
                        ? AlertText.block(view, terminal)
                        : AlertText.line(view, terminal));
        alertsTo.flush();
    }

    @Override
    public synchronized void onServing(RunResult result, String url) {
        clear();
        terminal.out().print(result.summaryText());
        terminal.out().println("Metrics stay at " + url + " until Ctrl-C.");
        terminal.out().flush();
    }

    /// Takes the progress bar away.
    synchronized void clear() {
        if (bar != null) {
            bar.clear();
        }
    }
}
