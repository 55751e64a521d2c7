package dev.fairlead.lab.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fairlead.cli.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibrateCommandTest {
    @TempDir
    private Path folder = Path.of("");

    private int calibrate(String... options) {
        return Main.commandLine()
                .execute(Stream.concat(Stream.of("experiment", "calibrate"), Stream.of(options))
                        .toArray(String[]::new));
    }

    private String rows(String name, String... options) throws IOException {
        String file = folder.resolve(name).toString();
        String[] all = Stream.concat(Stream.of(options), Stream.of("--runs", "200", "--json", file))
                .toArray(String[]::new);
        assertEquals(0, calibrate(all));
        return Files.readString(Path.of(file));
    }

    @Test
    void writesARowPerCase() throws IOException {
        JsonNode rows = new ObjectMapper().readTree(rows("aa.json", "aa", "--only", "Fisher exact; 20"));
        assertEquals(1, rows.size());
        List<String> keys = new ArrayList<>();
        rows.get(0).fieldNames().forEachRemaining(keys::add);
        assertEquals(
                List.of("case", "subject", "metric", "unit", "value", "low", "high", "n", "nominal", "verdict", "data"),
                keys);
        assertEquals("type-1", rows.get(0).get("metric").asText());
        assertEquals(200, rows.get(0).get("n").asInt());
        assertTrue(rows.get(0).get("low").asDouble() < 0.05);
        assertEquals("simulated", rows.get(0).get("data").asText());
    }

    @Test
    void threadsChangeNothing() throws IOException {
        assertEquals(
                rows("one.json", "coverage", "--only", "Newcombe", "--threads", "1"),
                rows("three.json", "coverage", "--only", "Newcombe", "--threads", "3"));
    }

    @Test
    void refusesWhatThereIsNot() {
        assertEquals(1, calibrate("aa", "--only", "no such case"));
        assertEquals(1, calibrate("aa", "--runs", "0"));
        assertEquals(2, calibrate("power"));
        assertEquals(2, calibrate());
    }
}
