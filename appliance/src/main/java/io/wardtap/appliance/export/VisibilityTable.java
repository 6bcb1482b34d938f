package io.wardtap.appliance.export;

import io.wardtap.appliance.pipeline.Sight;
import io.wardtap.appliance.pipeline.Visibility;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What was seen of the traffic and what was not, in few lines for who runs the mirror: each with
/// what to do about it. Whole sentences, not yet broken into lines.
final class VisibilityTable {
    /// A label and its text.
    record Row(String label, String text) {}

    private final SummaryData data;
    private final Visibility sight;
    private final List<Row> rows = new ArrayList<>();

    private VisibilityTable(SummaryData data) {
        this.data = data;
        this.sight = data.sight;
    }

    static String heading(SummaryData data) {
        // rounded down: whole only when nothing is missing
        double percent = Math.floor(data.sight.ratio() * 1000) / 10;
        return String.format(Locale.ROOT, "Visibility: %.1f %%", percent);
    }

    static List<Row> rows(SummaryData data) {
        VisibilityTable table = new VisibilityTable(data);
        table.lost();
        table.bytes();
        table.conversations();
        table.duplicates();
        table.cut();
        table.unread();
        if (table.rows.isEmpty()) {
            table.row(
                    "nothing missing",
                    "no gap, no one-sided conversation, no packet cut or doubled. What no mirrored"
                            + " port shows cannot be known.");
        }
        return table.rows;
    }

    private void row(String label, String text) {
        rows.add(new Row(label, text));
    }

    private void lost() {
        if (sight.lost() > 0) {
            row(
                    "packets lost",
                    SummaryTable.number(sight.lost())
                            + " ("
                            + percent(sight.lost(), sight.packets() + sight.lost())
                            + ") because this machine did not keep up: a larger capture.buffer, a"
                            + " filter or more lanes");
        }
    }

    private void bytes() {
        long missing = sight.gapBytes() + sight.unseenBytes();
        if (missing > 0) {
            row(
                    "bytes missing",
                    SummaryTable.bytes(missing)
                            + " ("
                            + percent(missing, sight.seenBytes() + missing)
                            + ") of TCP streams never came by"
                            + (data.sight(Sight.CUT_PACKETS) > 0
                                    ? ", those of packets captured short among them"
                                    : ": the mirror port drops packets, or shows one direction; see"
                                            + " its counters and mirror less to it"));
        }
    }

    private void conversations() {
        if (sight.oneWay() > 0) {
            row(
                    "one-sided",
                    SummaryTable.number(sight.oneWay())
                            + " of "
                            + SummaryTable.number(sight.conversations())
                            + " TCP conversations were seen in one direction only: mirror both"
                            + " directions (rx and tx), and both links where routes differ");
        }
        long heads = data.sight(Sight.HEADS_UNSEEN);
        if (heads > 0) {
            row(
                    "joined late",
                    SummaryTable.number(heads)
                            + " of "
                            + SummaryTable.number(data.tcpFlows)
                            + " TCP flows had begun before they were seen; usual when a capture"
                            + " begins");
        }
    }

    private void duplicates() {
        long copies = data.sight(Sight.DUPLICATES);
        if (copies > 0) {
            row(
                    "duplicates",
                    SummaryTable.number(copies)
                            + " packets ("
                            + percent(copies, sight.packets())
                            + ") were copies and counted once: the same traffic is mirrored at two"
                            + " places, which halves what the mirror port can carry");
        }
    }

    private void cut() {
        long packets = data.sight(Sight.CUT_PACKETS);
        if (packets > 0) {
            row(
                    "captured short",
                    SummaryTable.number(packets)
                            + " packets ("
                            + percent(packets, sight.packets())
                            + ") lack "
                            + SummaryTable.bytes(data.sight(Sight.CUT_BYTES))
                            + ": capture whole packets (tcpdump -s 0, capture.snaplen, the switch's"
                            + " truncation)");
        }
    }

    private void unread() {
        if (data.unread.isEmpty()) {
            return;
        }
        List<String> reasons = new ArrayList<>();
        long packets = 0;
        for (Map.Entry<String, Long> entry : data.unread.entrySet()) {
            packets += entry.getValue();
            reasons.add(
                    entry.getKey().replace('_', ' ') + " " + SummaryTable.number(entry.getValue()));
        }
        row(
                "not read",
                SummaryTable.number(packets)
                        + " packets ("
                        + percent(packets, sight.packets())
                        + ") are of kinds that Wardtap cannot look into: "
                        + String.join(", ", reasons));
    }

    private static String percent(long part, long whole) {
        double percent = whole == 0 ? 0 : 100.0 * part / whole;
        return percent > 0 && percent < 0.05
                ? "less than 0.1 %"
                : String.format(Locale.ROOT, "%.1f %%", percent);
    }
}
