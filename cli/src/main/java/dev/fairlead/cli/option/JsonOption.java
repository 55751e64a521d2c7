package dev.fairlead.cli.option;

import dev.fairlead.events.FieldWriter;
import dev.fairlead.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** {@code --json FILE}: the same facts for machines, an array of flat objects. */
public final class JsonOption {
    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Also write the table as a JSON array; '-' for standard output, which then has nothing else.")
    private Optional<String> file = Optional.empty();

    /** Whether standard output belongs to the JSON alone. */
    public boolean takesStandardOutput() {
        return file.filter("-"::equals).isPresent();
    }

    /** Prints the table for people unless standard output belongs to the JSON. */
    public void print(String table) {
        if (!takesStandardOutput()) {
            System.out.print(table.endsWith("\n") ? table : table + "\n");
        }
    }

    /** Writes every row with every key, known or not, so that whoever reads them later finds them. */
    public <T> void write(List<T> rows, BiConsumer<T, FieldWriter> each) throws IOException {
        if (file.isEmpty()) {
            return;
        }
        String json = rows.stream()
                .map(row -> new String(Json.complete(out -> each.accept(row, out)), StandardCharsets.UTF_8))
                .collect(Collectors.joining(",\n", "[\n", "\n]\n"));
        if (takesStandardOutput()) {
            System.out.print(json);
        } else {
            Files.writeString(Path.of(file.get()), json);
        }
    }
}
