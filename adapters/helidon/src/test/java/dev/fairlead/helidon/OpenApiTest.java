package dev.fairlead.helidon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fairlead.events.EventType;
import dev.fairlead.events.Field;
import dev.fairlead.events.PascalCase;
import dev.fairlead.events.Schema;
import dev.fairlead.log.MemoryLog;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Holds /openapi.yaml to what the server does. */
class OpenApiTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final MemoryLog log = new MemoryLog();
    private final TestApi api = new TestApi(log);

    @AfterEach
    void stop() {
        api.close();
    }

    private String text() throws Exception {
        return api.raw(api.to("/openapi.yaml").build()).body();
    }

    private JsonNode document() throws Exception {
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        return MAPPER.valueToTree(new Yaml(new SafeConstructor(strict)).<Object>load(text()));
    }

    private JsonSchema schemas() throws Exception {
        return new JsonSchema(document());
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new LinkedHashSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static void walk(String place, JsonNode node, Consumer<Map.Entry<String, JsonNode>> each) {
        each.accept(Map.entry(place, node));
        node.properties().forEach(child -> walk(place + "/" + child.getKey(), child.getValue(), each));
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            walk(place + "/" + i, node.get(i), each);
        }
    }

    @Test
    void itDescribesTheRoutesAndNoOthers() throws Exception {
        Set<String> described = new TreeSet<>();
        for (Map.Entry<String, JsonNode> path : document().get("paths").properties()) {
            names(path.getValue())
                    .forEach(method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey()));
        }
        Set<String> served = new TreeSet<>(Set.of("GET /"));
        for (String line : api.raw(api.to("/").build()).body().split("\n")) {
            String[] words = line.split(" +");
            if (words.length > 2) {
                served.add(words[0] + " " + words[1]);
            }
        }
        assertEquals(served, described);
        assertTrue(described.contains("POST /v1/odd-app/mirror-it"), described::toString);
    }

    @Test
    void itDescribesEveryFieldOfEveryAnswerAndNoOthers() throws Exception {
        JsonSchema schemas = schemas();
        JsonNode events =
                api.post("/v1/events", PostEventsTest.click("a") + "\n{}").json();
        same(schemas, "Acknowledgement", events);
        same(schemas, "Refused", events.at("/refused/0"));
        JsonNode refusal = api.post("/v1/events", "{}").json();
        same(schemas, "Refusal", refusal);
        JsonNode answer =
                api.post("/v1/desk", "{\"user\":\"u\",\"session\":\"s\"}").json();
        same(schemas, "DeskAnswer", answer);
        same(schemas, "DeskAnswer_Agents", answer.at("/agents/0"));
        same(
                schemas,
                "Desk_Join_Response",
                api.post("/v1/desk/join", "{\"texts\":[\"a\"]}").json());
        JsonNode decision =
                api.get("/v1/decisions/" + answer.at("/request").asText()).json();
        same(schemas, "Decision", decision);
        same(schemas, "DeskQuery", decision.at("/query"));
        same(schemas, "Decision_Choice", decision.at("/choices/0"));
        same(schemas, "Health", api.get("/v1/health").json());
        JsonNode launch =
                api.post("/v1/launches", LaunchApiTest.start("new-ranking")).json();
        same(schemas, "Launch", launch);
        same(schemas, "LaunchArm", launch.at("/arms/0"));
        String name = launch.at("/launch").asText();
        same(
                schemas,
                "LaunchStatus",
                api.get("/v1/launches/" + name + "/status").json());
        same(
                schemas,
                "LaunchJournal",
                api.get("/v1/launches/" + name + "/journal").json());
        same(schemas, "Launches", api.get("/v1/launches").json());
        same(schemas, "Features", api.get("/v1/experiments/features").json());
        same(schemas, "LogEnd", api.get("/v1/log").json());
        same(schemas, "Appended", api.post("/v1/log/events", "{\"event\":{}}").json());
        same(schemas, "DeadLetters", api.get("/v1/dead-letters").json());
        same(schemas, "DeadLetter", api.get("/v1/dead-letters").json().at("/dead_letters/0"));
        same(
                schemas,
                "Waiting",
                api.post("/v1/dead-letters/resolve", "{\"numbers\":[]}").json());
        same(schemas, "QuarantineList", api.get("/v1/quarantine").json());
        same(schemas, "Retried", api.post("/v1/quarantine/retry", "").json());
        same(
                schemas,
                "Exported",
                api.post("/v1/exports", "{\"files\":[\"a.jsonl\"]}").json());
        same(
                schemas,
                "Import",
                api.post(
                                "/v1/imports",
                                "{\"batch\":\"i\",\"time\":1772409600000,\"state\":\"done\",\"first\":1772409600000,\"last\":1772409600000}")
                        .json());
        same(schemas, "Imports", api.get("/v1/imports").json());
        same(
                schemas,
                "Erasure",
                api.post("/v1/erasures", "{\"person\":\"ada\"}").json());
        JsonNode erasures = api.get("/v1/erasures").json();
        same(schemas, "Erasures", erasures);
        same(schemas, "Erasure", erasures.at("/erasures/0"));
        same(schemas, "Models", api.get("/v1/models").json());
        same(schemas, "Promotions", api.get("/v1/promotions").json());
        same(schemas, "Promoted", api.get("/v1/promotions").json().at("/promotions/0"));
        JsonNode failure = api.get("/nothing").json();
        same(schemas, "Failure", failure);
        same(schemas, "Error", failure.at("/error"));
    }

    private static void same(JsonSchema schemas, String name, JsonNode answer) {
        assertEquals(new HashSet<>(names(schemas.component(name).get("properties"))), names(answer), name);
        assertEquals(List.of(), schemas.faults(name, answer));
    }

    @Test
    void everyReferenceLeadsSomewhereAndEverySchemaIsReferredTo() throws Exception {
        JsonNode document = document();
        Set<String> referred = new HashSet<>();
        walk("", document, each -> {
            if (each.getValue().isTextual() && each.getValue().asText().startsWith("#/")) {
                String reference = each.getValue().asText();
                assertFalse(document.at(reference.substring(1)).isMissingNode(), reference + " at " + each.getKey());
                referred.add(reference.substring(reference.lastIndexOf('/') + 1));
            }
        });
        Set<String> lost = new TreeSet<>(names(document.at("/components/schemas")));
        lost.removeAll(referred);
        lost.removeIf(name -> List.of(
                        "PromotionEvent",
                        "LaunchStartedEvent",
                        "LaunchChangedEvent",
                        "LaunchNoteEvent",
                        "ShadowDecisionEvent",
                        "HeapMeasuredEvent",
                        "DecisionEvent",
                        "ErasureEvent")
                .contains(name)); // which Fairlead itself writes
        assertEquals(Set.of(), lost);
    }

    @Test
    void everyEndpointAndEveryFieldIsDescribed() throws Exception {
        JsonNode document = document();
        for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
            path.getValue().forEach(method -> {
                assertFalse(method.path("summary").asText().isEmpty(), path.getKey());
                assertTrue(method.path("responses").size() > 0, path.getKey());
            });
        }
        List<String> silent = new ArrayList<>();
        for (Map.Entry<String, JsonNode> schema :
                document.at("/components/schemas").properties()) {
            for (Map.Entry<String, JsonNode> field :
                    schema.getValue().path("properties").properties()) {
                if (field.getValue().path("description").asText().isEmpty()) {
                    silent.add(schema.getKey() + "." + field.getKey());
                }
            }
        }
        assertEquals(List.of(), silent);
    }

    @Test
    void itDescribesEveryTypeOfEventWithItsFieldsInOrder() throws Exception {
        JsonSchema schemas = schemas();
        List<String> sent = new ArrayList<>();
        for (EventType<?> type : TestApi.TYPES.all()) {
            String name = PascalCase.of(type.name()) + "Event";
            JsonNode schema = schemas.component(name);
            assertTrue(schema.path("description").asText().startsWith(type.about()), name);
            List<String> fields = new ArrayList<>(List.of("type"));
            type.schema().flat().forEach(field -> fields.add(field.name()));
            assertEquals(fields, List.copyOf(names(schema.get("properties"))), name);
            if (type.origin() == EventType.Origin.PRODUCT) {
                sent.add("#/components/schemas/" + name);
            }
        }
        List<String> offered = new ArrayList<>();
        schemas.component("Event")
                .get("oneOf")
                .forEach(each -> offered.add(each.get("$ref").asText()));
        assertEquals(sent, offered);
        assertEquals(
                "{\"type\":[\"number\",\"null\"],\"exclusiveMinimum\":0,\"description\":\"a level\"}",
                schemas.component("OddAppQuery").at("/properties/level").toString());
        assertEquals(
                "{\"type\":\"number\",\"minimum\":-2.5,\"maximum\":1000000000000,\"description\":\"an amount (EUR)\"}",
                schemas.component("OddAppQuery").at("/properties/amount").toString());
        assertEquals(
                "{\"type\":[\"integer\",\"null\"],\"minimum\":3,\"maximum\":9,\"default\":5,\"description\":\"a few\"}",
                schemas.component("OddAppQuery").at("/properties/small").toString());
    }

    @Test
    void theSameProcessGivesTheSameText() throws Exception {
        String first = text();
        try (TestApi again = new TestApi(new MemoryLog())) {
            assertEquals(first, again.raw(again.to("/openapi.yaml").build()).body());
        }
    }

    private static ObjectNode odd() throws Exception {
        return (ObjectNode)
                MAPPER.readTree("{\"who\":\"w\",\"at\":1772366400000,\"amount\":1,\"n\":0,\"names\":[\"a\"],"
                        + "\"here\":[52.5,13.4],\"one\":{\"name\":\"x\"}}");
    }

    /** An app of every kind of field: what it answers is as described, and what is described is what it takes. */
    @Test
    void anAppThatWasNeverSeenIsDescribed() throws Exception {
        JsonSchema schemas = schemas();
        ObjectNode full = odd();
        full.put("since", "2026-03-01T12:00:00Z")
                .put("zone", "Europe/Berlin")
                .put("level", 0.5)
                .put("small", 9)
                .put("urgent", true)
                .put("note", "\"x\"")
                .put("row", "AACAPw==");
        full.putArray("numbers").add(0.5).addNull();
        full.putArray("there").add(0).add(0);
        full.putArray("way").add(1).add(2).add(3).add(4);
        full.putObject("other").put("name", "y");
        full.putArray("more").addObject().put("name", "z").put("share", 1);
        for (ObjectNode asked : List.of(odd(), full)) {
            assertEquals(List.of(), schemas.faults("OddAppQuery", asked));
            JsonNode mirrored =
                    api.post("/v1/odd-app/mirror-it", asked.toString()).json();
            same(schemas, "OddApp_MirrorIt_Response", mirrored);
            JsonNode answer = api.post("/v1/odd-app", asked.toString()).json();
            same(schemas, "OddAppAnswer", answer);
            same(schemas, "OddAppAnswer_Choices", answer.at("/choices/0"));
            JsonNode decision =
                    api.get("/v1/decisions/" + answer.at("/request").asText()).json();
            same(schemas, "Decision", decision);
            same(schemas, "OddAppQuery", decision.at("/query"));
            ObjectNode event = MAPPER.createObjectNode();
            event.put("type", "odd_thing").put("id", "e" + log.end()).put("time", 1_772_366_400_000L);
            event.set("what", asked);
            assertEquals(List.of(), schemas.faults("Event", event));
            assertEquals(
                    1,
                    api.post("/v1/events", event.toString())
                            .json()
                            .at("/accepted")
                            .asInt());
        }
    }

    /** At each described bound the server takes a request, and beyond it, or without what is required, none. */
    @Test
    void theServerKeepsTheDescribedBounds() throws Exception {
        JsonSchema schemas = schemas();
        JsonNode schema = schemas.component("OddAppQuery");
        int bounds = 0;
        for (Map.Entry<String, JsonNode> field : schema.get("properties").properties()) {
            for (String bound : List.of("minimum", "maximum")) {
                if (field.getValue().has(bound)) {
                    double at = field.getValue().get(bound).asDouble();
                    double beyond = bound.equals("minimum") ? at - 1 : at + 1;
                    assertEquals(200, ask(field.getKey(), at), field.getKey() + " at its " + bound);
                    assertEquals(400, ask(field.getKey(), beyond), field.getKey() + " beyond its " + bound);
                    bounds++;
                }
            }
        }
        assertEquals(9, bounds, "of at, since, amount, n and small");
        for (JsonNode required : schema.get("required")) {
            ObjectNode asked = odd();
            asked.remove(required.asText());
            assertEquals(400, api.post("/v1/odd-app", asked.toString()).status(), required.asText());
        }
        Set<String> required = new TreeSet<>();
        schema.get("required").forEach(name -> required.add(name.asText()));
        assertEquals(required, mandatory(OddApp.Asked.SCHEMA));
        assertEquals(
                400, api.post("/v1/odd-app", odd().put("unheard", 1).toString()).status());
    }

    private static Set<String> mandatory(Schema<?> schema) {
        Set<String> names = new TreeSet<>();
        schema.flat().stream().filter(Field::mandatory).forEach(field -> names.add(field.name()));
        return names;
    }

    private int ask(String field, double value) throws Exception {
        return api.post("/v1/odd-app", odd().put(field, value).toString()).status();
    }
}
