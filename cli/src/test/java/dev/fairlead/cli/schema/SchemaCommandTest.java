package dev.fairlead.cli.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.cli.CliRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SchemaCommandTest {
    @Test
    void thePageOfEventsIsWhatIsPrinted() throws IOException {
        CliRun run = CliRun.of("schema", "events");
        assertEquals(0, run.status(), run::err);
        assertEquals(
                run.out(),
                Files.readString(Path.of("../docs/events.md")),
                "write it anew: ./fairlead schema events > docs/events.md");
    }

    @Test
    void theProtoOfAnAppIsPrinted() {
        CliRun run = CliRun.of("schema", "proto");
        assertEquals(0, run.status(), run::err);
        assertTrue(run.out().contains("service Feed {\n"), run.out());
        assertTrue(run.out().contains("  repeated string candidates = 5;\n"), run.out());
        assertTrue(run.out().contains("message FeedAnswer {\n  message Arms {\n"), run.out());
        CliRun unknown = CliRun.of("schema", "proto", "--app", "fed");
        assertEquals(1, unknown.status());
        assertEquals(
                "fairlead: there is no app 'fed'; there is feed, onboarding",
                unknown.err().strip());
    }
}
