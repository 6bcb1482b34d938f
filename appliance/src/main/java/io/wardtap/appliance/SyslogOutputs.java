package io.wardtap.appliance;

import io.wardtap.appliance.config.OutputSettings;
import io.wardtap.appliance.export.Pseudonyms;
import io.wardtap.appliance.export.SyslogSink;
import io.wardtap.appliance.host.ServiceThread;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The syslog receivers in force, by their settings, so that a new configuration touches only those
/// that it changes. Made and asked by one thread at a time.
final class SyslogOutputs implements AutoCloseable {
    private final String sensor;
    private final Pseudonyms pseudonyms;
    private Map<OutputSettings.Syslog, SyslogSink> sinks = new LinkedHashMap<>();

    SyslogOutputs(String sensor, Pseudonyms pseudonyms) {
        this.sensor = sensor;
        this.pseudonyms = pseudonyms;
    }

    /// What a new list of receivers comes to: opened already, in force once [#take] is called.
    record Change(
            Map<OutputSettings.Syslog, SyslogSink> after,
            List<SyslogSink> arriving,
            List<SyslogSink> leaving) {}

    /// Opens receivers that are new.
    ///
    /// @throws IOException when one cannot be opened; none of the new ones stays open then
    Change change(List<OutputSettings.Syslog> settings) throws IOException {
        Map<OutputSettings.Syslog, SyslogSink> after = new LinkedHashMap<>();
        List<SyslogSink> arriving = new ArrayList<>();
        try {
            for (OutputSettings.Syslog receiver : settings) {
                SyslogSink sink = sinks.get(receiver);
                if (sink == null) {
                    sink = new SyslogSink(SettingsMapping.syslog(receiver, sensor, pseudonyms));
                    arriving.add(sink);
                }
                after.put(receiver, sink);
            }
        } catch (IOException e) {
            arriving.forEach(SyslogSink::close);
            throw e;
        }
        List<SyslogSink> leaving = new ArrayList<>(sinks.values());
        leaving.removeAll(after.values());
        return new Change(after, arriving, leaving);
    }

    void take(Change change) {
        sinks = change.after;
    }

    List<SyslogSink> sinks() {
        return List.copyOf(sinks.values());
    }

    /// Sends what waits, all at the same time, and says what could not be.
    void finish(Duration within, List<String> messages) {
        List<SyslogSink> open = sinks();
        try {
            List<Thread> closing = new ArrayList<>();
            for (SyslogSink sink : open) {
                closing.add(ServiceThread.start("close-" + sink.name(), () -> sink.close(within)));
            }
            for (Thread thread : closing) {
                thread.join(within.plusSeconds(1));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (SyslogSink sink : open) {
            if (sink.failed() > 0) {
                messages.add(
                        "output " + sink.name() + ": " + sink.failed() + " alerts not delivered");
            }
        }
        sinks = new LinkedHashMap<>();
    }

    @Override
    public void close() {
        finish(Duration.ofSeconds(1), new ArrayList<>());
    }
}
