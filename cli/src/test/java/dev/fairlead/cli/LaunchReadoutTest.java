package dev.fairlead.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fairlead.events.Event;
import dev.fairlead.experiment.json.Json;
import dev.fairlead.experiment.plan.Plan;
import dev.fairlead.helidon.HttpApi;
import dev.fairlead.market.events.Purchase;
import dev.fairlead.server.LiveMarket;
import dev.fairlead.server.Node;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A launch that runs is read out over HTTP, and its exported units say the same to {@code experiment analyze}. */
class LaunchReadoutTest {
    private static final String PLAN = example();

    @TempDir
    private Path folder = Path.of("");

    /** The plan that the documentation shows the read-out of. */
    private static String example() {
        try {
            return Files.readString(Path.of("..", "docs", "examples", "launch.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Json start() {
        return Json.parse("{\"by\":\"ann\",\"app\":\"feed\",\"coverage\":1,"
                + "\"arms\":{\"control\":\"heuristic\",\"treatment\":\"heuristic\"},\"plan\":" + PLAN + "}");
    }

    private static HttpResponse<String> get(HttpApi api, String path, int status)
            throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            var root = URI.create("http://" + HttpApi.DEFAULT_HOST + ":" + api.port());
            HttpResponse<String> answer =
                    client.send(HttpRequest.newBuilder(root.resolve(path)).build(), BodyHandlers.ofString());
            assertEquals(status, answer.statusCode(), answer::body);
            return answer;
        }
    }

    private JsonNode analyzed(String csv, String asOf, List<String> history) throws IOException {
        Path table = folder.resolve("units.csv");
        Path plan = folder.resolve("plan.json");
        Path locked = folder.resolve("history.jsonl");
        Path json = folder.resolve("analyzed.json");
        Files.writeString(table, csv);
        Files.writeString(plan, Plan.read(PLAN).text());
        Files.write(locked, history);
        analyze(
                "experiment",
                "analyze",
                "--plan=" + plan,
                "--data=" + table,
                "--history=" + locked,
                "--arm-column=arm",
                "--unit-column=unit",
                "--time-column=entered",
                "--as-of=" + asOf,
                "--json=" + json);
        return new ObjectMapper().readTree(Files.readString(json));
    }

    @Test
    void aLaunchThatRunsSaysWhatItsExportedUnitsSay() throws Exception {
        LiveMarket market = new LiveMarket(folder.resolve("data"), LiveMarket.small(7));
        String[] until = {""};
        try (Node node = market.open();
                HttpApi api = node.serve(HttpApi.DEFAULT_HOST, 0)) {
            market.run(node, 400);
            node.desk().start(start());
            market.run(node, 2_400);
            assertTrue(market.outOfOrder() > 50, "events come late: " + market.outOfOrder());
            JsonNode readout = new ObjectMapper()
                    .readTree(get(api, "/v1/launches/live/readout", 200).body());
            assertEquals("running", readout.at("/status").asText());
            Set<String> fields = new HashSet<>();
            readout.fieldNames().forEachRemaining(fields::add);
            assertEquals(
                    Set.of("launch", "status", "plan", "as_of", "open", "checks", "verdicts", "rows"),
                    fields,
                    "those that the API's description names");
            HttpResponse<String> units = get(api, "/v1/launches/live/units", 200);
            String asOf = units.headers().firstValue("X-As-Of").orElseThrow();
            assertEquals(readout.at("/as_of").asText(), asOf);
            until[0] = asOf;
            JsonNode rows = analyzed(
                    units.body(), asOf, node.desk().get("live").history().lines());
            assertEquals(rows, readout.at("/rows"));
            Set<String> metrics = new HashSet<>();
            rows.forEach(row -> metrics.add(row.at("/metric").asText()));
            assertTrue(
                    metrics.containsAll(Set.of(
                            "orders",
                            "gmv",
                            "back",
                            "clicks",
                            "path/3-order",
                            "path/2-click-of-1-impression",
                            "orders-per-click",
                            "verdict",
                            "sample-ratio")),
                    metrics::toString);
            rows.forEach(row -> {
                if (row.at("/role").asText().equals("primary")
                        && row.at("/slice").asText().equals("all")) {
                    assertTrue(row.at("/n").asLong() > 100, row::toString);
                }
            });
            assertTrue(readout.at("/open/0/units").asLong() > 0, "some have just entered");
            countedByHand(node, units.body(), asOf);
            assertEquals(rows, launched("--server=http://" + HttpApi.DEFAULT_HOST + ":" + api.port()));
            Path exported = folder.resolve("exported.csv");
            run(
                    0,
                    "launch",
                    "units",
                    "live",
                    "--out=" + exported,
                    "--as-of=" + asOf,
                    "--server=http://127.0.0.1:" + api.port());
            assertEquals(units.body(), Files.readString(exported));
            refused(api);
        }
        assertEquals(
                rows(),
                launched("--data=" + folder.resolve("data"), "--as-of=" + until[0]),
                "and so does the folder, once no server holds it");
    }

    private JsonNode rows() throws IOException {
        return new ObjectMapper().readTree(Files.readString(folder.resolve("analyzed.json")));
    }

    private static void run(int status, String... args) {
        assertEquals(status, Main.commandLine().execute(args));
    }

    /** What the market's random slates did may also make a comparison invalid; then the rows say so. */
    private static void analyze(String... args) {
        assertTrue(Main.commandLine().execute(args) <= 1);
    }

    private JsonNode launched(String... where) throws IOException {
        Path json = folder.resolve("launched.json");
        analyze(Stream.concat(Stream.of("experiment", "analyze", "--launch=live", "--json=" + json), Stream.of(where))
                .toArray(String[]::new));
        return new ObjectMapper().readTree(Files.readString(json));
    }

    private static void refused(HttpApi api) throws Exception {
        for (String path : List.of("readout", "units")) {
            String launches = "/v1/launches/";
            assertTrue(get(api, launches + "liv/" + path, 404).body().contains("did you mean 'live'"));
            assertTrue(get(api, launches + "live/" + path + "?as_of=yesterday", 400)
                    .body()
                    .contains("must be a time"));
            assertTrue(
                    get(api, launches + "live/" + path + "?asof=x", 400).body().contains("is unknown"));
            assertTrue(get(
                            api,
                            launches + "live/" + path + "?as_of=2020-01-01T00:00:00Z",
                            path.equals("units") ? 200 : 409)
                    .body()
                    .contains(path.equals("units") ? "unit" : "cannot be read out"));
        }
        assertTrue(get(api, "/v1/launches/live/units?holdout=true", 409).body().contains("it has no holdout"));
        run(2, "experiment", "analyze", "--launch=live", "--plan=x");
        run(2, "experiment", "analyze", "--server=http://127.0.0.1:1");
    }

    /** Orders of each unit, from all events of the log at once. */
    private static void countedByHand(Node node, String csv, String asOf) {
        List<Event> events = new ArrayList<>();
        node.log().readAll(logged -> events.add(logged.event()));
        var found = new TreeMap<String, String>();
        var counted = new TreeMap<String, String>();
        List<String> lines = csv.lines().toList();
        List<String> header = List.of(lines.getFirst().replace("\"", "").split(","));
        long end = java.time.Instant.parse(asOf).toEpochMilli();
        long window = 3 * 86_400_000L;
        for (String line : lines.subList(1, lines.size())) {
            List<String> cells = List.of(line.replace("\"", "").split(",", -1));
            String unit = cells.getFirst();
            long entered = java.time.Instant.parse(cells.get(2)).toEpochMilli();
            found.put(unit, cells.get(header.indexOf("orders")));
            long orders = events.stream()
                    .filter(event -> event instanceof Purchase purchase
                            && purchase.user().equals(unit)
                            && purchase.time() >= entered
                            && purchase.time() < entered + window)
                    .count();
            counted.put(unit, entered + window > end ? "" : Long.toString(orders));
        }
        assertEquals(counted, found);
        assertTrue(found.containsValue("1") && found.containsValue("0") && found.containsValue(""), found::toString);
    }
}
