package io.wardtap.appliance.cli;

import java.io.PrintStream;
import java.util.List;

/// Aligned columns, two spaces apart, the last one as long as it likes.
final class Table {
    private Table() {}

    static void print(PrintStream out, List<String[]> rows) {
        int columns = rows.stream().mapToInt(row -> row.length).max().orElse(0);
        int[] widths = new int[columns];
        for (String[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.length; i++) {
                String cell = Terminal.printable(row[i]);
                line.append(cell);
                if (i < row.length - 1) {
                    line.append(" ".repeat(widths[i] - cell.length() + 2));
                }
            }
            out.println(line.toString().stripTrailing());
        }
    }

    /// Breaks a text at spaces, each line behind the indent.
    static String wrapped(String text, int indent, int width) {
        String margin = " ".repeat(indent);
        StringBuilder result = new StringBuilder();
        StringBuilder line = new StringBuilder();
        for (String word : text.strip().split("\\s+", -1)) {
            if (!line.isEmpty() && indent + line.length() + 1 + word.length() > width) {
                result.append(margin).append(line).append('\n');
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        return result.append(margin).append(line).append('\n').toString();
    }
}
