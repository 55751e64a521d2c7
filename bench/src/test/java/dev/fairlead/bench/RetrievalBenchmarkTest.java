package dev.fairlead.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RetrievalBenchmarkTest {
    @Test
    void everyIndexIsMeasuredAndOursFindWhatTheyPromise(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("rows.json");
        int status = new CommandLine(new RetrievalBenchmark())
                .execute("--items", "10000", "--queries", "10", "--json", file.toString());
        assertEquals(0, status);
        JsonNode rows = new ObjectMapper().readTree(file.toFile());
        Set<String> subjects = new TreeSet<>();
        for (JsonNode row : rows) {
            String subject = row.get("subject").asText();
            subjects.add(subject.replaceAll(", \\d+ candidates", ""));
            if (row.get("metric").asText().equals("recall") && subject.startsWith("fairlead")) {
                assertTrue(row.get("value").asDouble() >= (subject.endsWith("scan") ? 1 : 0.95), row::toString);
            }
            if (row.get("metric").asText().startsWith("found")) {
                assertEquals(100, row.get("value").asDouble());
            }
        }
        assertEquals(Set.of("fairlead, scan", "fairlead, clusters", "lucene", "jvector"), subjects);
    }
}
