package dev.fairlead.cli.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fairlead.cli.CliRun;
import dev.fairlead.sqlite.SqliteStore;
import dev.fairlead.sqlite.StoredBodies;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuarantineCommandTest {
    @TempDir
    private Path folder = Path.of("");

    private CliRun quarantine(String... more) {
        String[] args = new String[3 + more.length];
        args[0] = "quarantine";
        args[1] = "--data";
        args[2] = folder.toString();
        System.arraycopy(more, 0, args, 3, more.length);
        return CliRun.of(args).expect(0);
    }

    @Test
    void whatAStateGoesWithoutIsListedAndTriedAgainAtTheNextStart() throws Exception {
        quarantine().says("0 quarantined");
        quarantine("--retry").says("nothing to try again");
        Path events = Files.writeString(
                folder.resolve("events.jsonl"),
                "{\"type\":\"click\",\"id\":\"c1\",\"time\":1700000000000,\"user\":\"u\",\"session\":\"s\",\"item\":\"i\"}");
        CliRun.of("import", events.toString(), "--data", folder.toString()).expect(0);
        damage();
        quarantine()
                .says("1  feed  event 'c1'  ")
                .says("cannot be read: required field 'item' is missing")
                .says("1 quarantined");
        JsonNode rows = quarantine("--json", "-").json();
        List<String> states = new ArrayList<>();
        for (JsonNode row : rows) {
            assertEquals("1", row.at("/position").asText());
            assertEquals("c1", row.at("/id").asText());
            states.add(row.at("/state").asText());
        }
        assertTrue(states.contains("feed"), states::toString);
        quarantine("--retry").says("replayed from the log's start: " + String.join(", ", new TreeSet<>(states)));
        try (SqliteStore store = SqliteStore.open(folder)) {
            assertEquals(Set.copyOf(states), store.quarantine().toRetry());
        }
    }

    /** The one event loses its item, and the snapshot that holds it is gone. */
    private void damage() throws Exception {
        Files.deleteIfExists(folder.resolve("state.snapshot"));
        StoredBodies.edit(folder, (_, body) -> Optional.of(body.replace("\"item\":\"i\"", "\"other\":\"i\"")));
    }
}
