import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import com.google.googlejavaformat.java.ImportOrderer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Holds every Java file under a folder to google-java-format (AOSP style): `check` names those that differ and exits 1,
/// `apply` rewrites them. Called by the build with the formatter's jar on the class path.
public final class FormatSources {
    public static void main(String[] args) throws Exception {
        boolean apply = args[0].equals("apply");
        Path root = Path.of(args[1]);
        if (!Files.isDirectory(root)) {
            return;
        }
        JavaFormatterOptions options = JavaFormatterOptions.builder().style(JavaFormatterOptions.Style.AOSP).build();
        List<Path> files;
        try (var walk = Files.walk(root)) {
            files = walk.filter(p -> p.toString().endsWith(".java")).sorted().toList();
        }
        List<Path> wrong = new ArrayList<>();
        for (Path file : files) {
            String before = Files.readString(file);
            String after;
            try {
                after = before;
                // the formatter is not always done after one pass over what it has not seen before
                for (int pass = 0; pass < 4; pass++) {
                    String again = new Formatter(options).formatSourceAndFixImports(after);
                    if (again.equals(after)) {
                        break;
                    }
                    after = again;
                }
            } catch (Exception e) {
                System.err.println(file + ": " + e.getMessage());
                System.exit(1);
                return;
            }
            if (!after.equals(before)) {
                wrong.add(file);
                if (apply) {
                    Files.writeString(file, after);
                }
            }
        }
        if (!wrong.isEmpty() && !apply) {
            wrong.forEach(f -> System.err.println("not formatted: " + root.relativize(f)));
            System.err.println("run: mvn process-sources -Dformat=apply");
            System.exit(1);
        }
    }
}
