package dev.fairlead.helidon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fairlead.log.MemoryLog;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds openapi.yaml to what the server does. It reads the file by its indentation, which is all the YAML it uses. */
class OpenApiTest {
    private static final Pattern PATH = Pattern.compile("(?m)^  (/\\S*):$|^    (get|post):$");

    private final MemoryLog log = new MemoryLog();

    @Test
    void itDescribesTheRoutesAndNoOthers() throws Exception {
        try (TestApi api = new TestApi(log)) {
            Set<String> described = new TreeSet<>();
            Matcher paths = PATH.matcher(description(api));
            String path = "";
            while (paths.find()) {
                if (paths.group(1) != null) {
                    path = paths.group(1);
                } else {
                    described.add(paths.group(2).toUpperCase(java.util.Locale.ROOT) + " " + path);
                }
            }
            Set<String> served = new TreeSet<>(Set.of("GET /"));
            for (String line : api.raw(api.to("/").build()).body().split("\n")) {
                String[] words = line.split(" +");
                if (words.length > 2) {
                    served.add(words[0] + " " + words[1]);
                }
            }
            assertEquals(served, described);
        }
    }

    @Test
    void itDescribesEveryFieldOfEveryAnswerAndNoOthers() throws Exception {
        try (TestApi api = new TestApi(log)) {
            String yaml = description(api);
            JsonNode events =
                    api.post("/v1/events", PostEventsTest.click("a") + "\n{}").json();
            same(yaml, "Acknowledgement", events);
            same(yaml, "Refused", events.at("/refused/0"));
            JsonNode refusal = api.post("/v1/events", "{}").json();
            same(yaml, "Refusal", refusal);
            JsonNode slate =
                    api.post("/v1/feed", "{\"user\":\"u\",\"session\":\"s\"}").json();
            same(yaml, "Slate", slate);
            same(yaml, "SlateItem", slate.at("/items/0"));
            JsonNode decision =
                    api.get("/v1/decisions/" + slate.at("/request").asText()).json();
            same(yaml, "Decision", decision);
            same(yaml, "Context", decision.at("/context"));
            same(yaml, "Slot", decision.at("/slots/0"));
            same(yaml, "Health", api.get("/v1/health").json());
            JsonNode launch =
                    api.post("/v1/launches", LaunchApiTest.start("new-ranking")).json();
            same(yaml, "Launch", launch);
            same(yaml, "LaunchArm", launch.at("/arms/0"));
            same(yaml, "Launches", api.get("/v1/launches").json());
            same(yaml, "Features", api.get("/v1/experiments/features").json());
            JsonNode failure = api.get("/nothing").json();
            same(yaml, "Failure", failure);
            same(yaml, "Error", failure.at("/error"));
        }
    }

    @Test
    void everyReferenceLeadsSomewhere() throws Exception {
        try (TestApi api = new TestApi(log)) {
            String yaml = description(api);
            Matcher references = Pattern.compile("#/components/(\\w+)/(\\w+)'").matcher(yaml);
            while (references.find()) {
                String section = yaml.substring(yaml.indexOf("\n  " + references.group(1) + ":\n"));
                assertTrue(section.contains("\n    " + references.group(2) + ":\n"), references.group());
            }
        }
    }

    private static String description(TestApi api) throws Exception {
        return api.raw(api.to("/openapi.yaml").build()).body();
    }

    private static void same(String yaml, String schema, JsonNode answer) {
        Set<String> answered = new HashSet<>();
        answer.fieldNames().forEachRemaining(answered::add);
        assertEquals(new HashSet<>(properties(yaml, schema)), answered, schema);
    }

    private static List<String> properties(String yaml, String schema) {
        String schemas = yaml.substring(yaml.indexOf("\n  schemas:\n"));
        int from = schemas.indexOf("\n    " + schema + ":\n");
        assertTrue(from >= 0, schema + " is described");
        List<String> names = new ArrayList<>();
        boolean inProperties = false;
        for (String line : schemas.substring(from + schema.length() + 7).split("\n")) {
            if (line.matches("    \\w.*")) {
                break;
            }
            if (inProperties && line.matches("        \\w+:.*")) {
                names.add(line.strip().replaceAll(":.*", ""));
            }
            inProperties |= line.equals("      properties:");
        }
        return names;
    }
}
