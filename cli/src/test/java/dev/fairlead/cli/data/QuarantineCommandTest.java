package dev.fairlead.cli.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fairlead.cli.CliRun;
import dev.fairlead.log.Quarantined;
import dev.fairlead.sqlite.SqliteStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
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
        try (SqliteStore store = SqliteStore.open(folder)) {
            store.quarantine()
                    .add(List.of(
                            new Quarantined(0, 7, "c1", "feed", "no such thing", 1_700_000_000_000L),
                            new Quarantined(0, 7, "c1", "launches", "no such thing", 1_700_000_000_000L),
                            new Quarantined(0, 9, "", "feed", "cannot be read", 1_700_000_000_000L)));
        }
        quarantine()
                .says("7  feed  event 'c1'  2023-11-14T22:13:20Z")
                .says("    no such thing")
                .says("2 quarantined");
        JsonNode rows = quarantine("--json", "-").json();
        assertEquals(3, rows.size());
        assertEquals(
                "{\"position\":\"7\",\"state\":\"feed\",\"id\":\"c1\",\"cause\":\"no such thing\",\"time\":1700000000000}",
                rows.get(0).toString());
        quarantine("--retry").says("replayed from the log's start: feed, launches");
        try (SqliteStore store = SqliteStore.open(folder)) {
            assertEquals(Set.of("feed", "launches"), store.quarantine().toRetry());
        }
    }
}
