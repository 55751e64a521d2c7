package dev.fairlead.cli.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fairlead.cli.CliRun;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EraseCommandTest {
    @TempDir
    private Path folder = Path.of("");

    private CliRun run(String command, String... more) {
        String[] args = new String[3 + more.length];
        args[0] = command;
        args[1] = "--data";
        args[2] = folder.resolve("data").toString();
        System.arraycopy(more, 0, args, 3, more.length);
        return CliRun.of(args);
    }

    @Test
    void aPersonIsErasedAndTheReportNamesWhatWasExported() throws Exception {
        Path events = Files.writeString(
                folder.resolve("events.jsonl"),
                "{\"type\":\"click\",\"id\":\"c1\",\"time\":1700000000000,\"user\":\"grace-hopper\",\"session\":\"s\",\"item\":\"i\"}");
        run("import", events.toString()).expect(0);
        run("export", folder.resolve("before").toString()).expect(0);
        JsonNode report =
                run("erase", "grace-hopper", "--json", "-").expect(0).json().get(0);
        assertEquals(2, report.at("/changed").asInt(), "the click, and the event that says so");
        assertEquals(
                folder.resolve("before/events.jsonl").toString(),
                report.at("/exports/0").asText());
        run("erase", "--list").expect(0).says(report.at("/erasure").asText()).says("1 erased");
        run("export", folder.resolve("after").toString()).expect(0);
        assertFalse(Files.readString(folder.resolve("after/events.jsonl")).contains("grace-hopper"));
    }

    @Test
    void whatIsNotMeantIsRefused() {
        run("erase").expect(2).says("give the ids of persons, or --list");
        run("erase", "ada", "--list").expect(2);
        run("erase", "erased-1").expect(1).says("was erased already");
        run("erase", "--list").expect(0).says("0 erased");
    }
}
