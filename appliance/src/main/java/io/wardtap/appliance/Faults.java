package io.wardtap.appliance;

import io.wardtap.appliance.pipeline.FaultListener;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Counts exceptions of our own making and says each place once. Texts of exceptions are left out:
/// they may quote bytes from the wire. Any thread.
final class Faults implements FaultListener {
    private final Map<String, Long> places = new LinkedHashMap<>();

    @Override
    public synchronized void onFault(String where, Throwable fault) {
        StackTraceElement[] stack = fault.getStackTrace();
        String place =
                where
                        + ": "
                        + fault.getClass().getSimpleName()
                        + (stack.length == 0
                                ? ""
                                : " at " + stack[0].getFileName() + ":" + stack[0].getLineNumber());
        places.merge(place, 1L, Long::sum);
    }

    synchronized long count() {
        return places.values().stream().mapToLong(Long::longValue).sum();
    }

    synchronized List<String> messages() {
        List<String> lines = new ArrayList<>();
        places.forEach(
                (place, times) ->
                        lines.add(
                                "internal fault, set aside: " + place + " (" + times + " times)"));
        return lines;
    }
}
