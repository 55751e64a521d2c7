package dev.fairlead.cli.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fairlead.cli.CliRun;
import dev.fairlead.experiment.plan.Entry.Action;
import dev.fairlead.experiment.plan.Plan;
import dev.fairlead.experiment.plan.PlanHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From files to a table, JSON and a page. */
class ExperimentAnalyzeTest {
    private static final String PLAN = """
            {"name": "blue-button", "hypothesis": "A blue button is clicked more", "unit": "user",
             "arms": [{"name": "grey", "weight": 1, "units": 200, "control": true},
                      {"name": "blue", "weight": 1, "units": 200}],
             "primary": [{"name": "clicked", "kind": "proportion", "direction": "increase", "windowDays": 1,
                          "minimumDetectableEffect": 0.1}],
             "guardrails": [{"name": "seconds", "kind": "mean", "direction": "decrease", "windowDays": 1, "margin": 0.5}],
             "slices": [{"column": "platform"}],
             "owners": ["us"]}
            """;
    private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");

    @TempDir
    private Path folder = Path.of("");

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static String rows() {
        var random = new Random(1);
        var text = new StringBuilder("user,variant,clicked,seconds,platform,since\n");
        for (int i = 0; i < 400; i++) {
            boolean blue = i % 2 == 1;
            text.append("u").append(i).append(blue ? ",blue," : ",grey,");
            text.append(random.nextInt(10) < (blue ? 6 : 3)).append(',').append(3 + random.nextGaussian());
            text.append(i % 3 == 0 ? ",ios" : ",web")
                    .append(",2026-03-0")
                    .append(2 + i / 100)
                    .append("T10:00:00Z\n");
        }
        return text.toString();
    }

    /** Runs the command in this process, on the files {@code plan.json} and a table. */
    private CliRun analyze(String plan, Path table, String... more) throws IOException {
        Stream<String> args = Stream.of(
                "experiment",
                "analyze",
                "--plan",
                file("plan.json", plan).toString(),
                "--data",
                table.toString(),
                "--arm-column",
                "variant",
                "--unit-column",
                "user");
        return CliRun.of(Stream.concat(args, Stream.of(more)).toArray(String[]::new));
    }

    private String history() throws IOException {
        PlanHistory history = PlanHistory.lock(Plan.read(PLAN), "us", START).decide(Action.STARTED, "us", "go", START);
        return file("history.jsonl", String.join("\n", history.lines()) + "\n").toString();
    }

    @Test
    void aTableIsReadToAVerdict() throws IOException {
        analyze(
                        PLAN,
                        file("units.csv", rows()),
                        "--history",
                        history(),
                        "--time-column",
                        "since",
                        "--as-of",
                        "2026-03-20")
                .expect(0)
                .says("sample-ratio             passed")
                .says("confirmatory: planned before the first units entered")
                .says("two-proportion")
                .says("blue: ship")
                .says("clicked is better");
    }

    @Test
    void withoutAHistoryResultsAreExploratory() throws IOException {
        analyze(PLAN, file("units.csv", rows())).expect(0).says("exploratory: the plan is not locked");
    }

    @Test
    void jsonHasARowPerEffectCheckAndVerdict() throws IOException {
        CliRun result = analyze(PLAN, file("units.csv", rows()), "--json", "-", "--slice", "since")
                .expect(0);
        JsonNode rows = new ObjectMapper().readTree(result.out());
        for (JsonNode row : rows) {
            assertEquals(13, row.size(), row::toString);
        }
        JsonNode clicked = find(rows, "clicked", "all");
        assertEquals("blue", clicked.get("policy").asText());
        assertEquals("primary", clicked.get("role").asText());
        assertEquals(400, clicked.get("n").asInt());
        assertTrue(clicked.get("low").asDouble() < clicked.get("value").asDouble());
        assertEquals(clicked.get("p").asDouble(), clicked.get("p_adjusted").asDouble());
        assertTrue(find(rows, "clicked-lift", "all").get("p").asDouble()
                != clicked.get("p").asDouble());
        assertEquals(
                "not-enforced",
                find(rows, "clicked-window", "all").get("standing").asText());
        assertEquals(
                "passed",
                find(rows, "sample-ratio", "by platform").get("standing").asText());
        assertEquals(
                0.5, find(rows, "sample-ratio", "platform=web").get("value").asDouble(), 0.01);
        assertEquals("guardrail", find(rows, "seconds", "all").get("role").asText());
        assertEquals(
                "exploratory",
                find(rows, "clicked", "platform=web").get("standing").asText());
        assertEquals("passed", find(rows, "sample-ratio", "all").get("standing").asText());
        assertEquals("ship", find(rows, "verdict", "all").get("standing").asText());
    }

    private static JsonNode find(JsonNode rows, String metric, String slice) {
        for (JsonNode row : rows) {
            if (row.get("metric").asText().equals(metric)
                    && row.get("slice").asText().equals(slice)) {
                return row;
            }
        }
        throw new AssertionError("no row of " + metric + ", " + slice + " in " + rows);
    }

    @Test
    void theReportStandsAlone() throws IOException {
        Path report = folder.resolve("report.html");
        analyze(PLAN, file("units.csv", rows()), "--report", report.toString(), "--time-column", "since", "--simulated")
                .expect(0)
                .says("SIMULATED blue-button")
                .says("0 days left")
                .says("clicked counts units with 1 day behind them as of 2026-03-05T10:00:00Z: 150 of 200 in grey");
        String html = Files.readString(report);
        assertTrue(html.contains(Plan.read(PLAN).hash()));
        assertTrue(html.contains("Simulated data"));
        assertTrue(html.contains("class=\"band\""));
        assertTrue(html.contains("<h2>Guardrails</h2>"));
        assertTrue(html.contains("<h2>Slices</h2>"));
        assertTrue(html.contains("<h2>Funnel</h2>"));
        assertTrue(html.contains("<h2>Balance by platform</h2>"));
        assertTrue(html.contains("<h2>By day of entry</h2>"));
        assertTrue(html.contains("150 units"));
        assertFalse(html.contains("NaN"));
        assertFalse(html.contains("<script"));
        assertFalse(html.contains("http"));
    }

    private static String fromHourToHour(boolean eightToOne) {
        var random = new Random(2);
        var text = new StringBuilder("user,variant,clicked,seconds,platform,since\n");
        for (int i = 0; i < 8077; i++) {
            boolean hour = i < 1895;
            boolean blue =
                    eightToOne ? hour ? i < 222 : (i - 1895) * 3784L / 6182 != (i - 1894) * 3784L / 6182 : i % 2 == 0;
            text.append("u").append(i).append(blue ? ",blue," : ",grey,").append(i % 10 < (blue ? 6 : 3) ? 1 : 0);
            text.append(',').append(i % 7).append(",web,2020-07-0").append(hour ? 3 : 3 + random.nextInt(6));
            text.append('T').append(hour ? "15" : "1" + random.nextInt(5)).append(":00:00Z\n");
        }
        return text.toString();
    }

    /** As AdSmart's table: 4,071 : 4,006 in total, 1,673 : 222 in one hour. */
    @Test
    void equalTotalsWithOneHourOfEightToOneAreStopped() throws IOException {
        Path report = folder.resolve("report.html");
        CliRun run = analyze(
                        PLAN,
                        file("adsmart.csv", fromHourToHour(true)),
                        "--time-column",
                        "since",
                        "--as-of",
                        "2020-08-01",
                        "--report",
                        report.toString(),
                        "--json",
                        "-")
                .expect(1)
                .says("1673 : 222 in hour 2020-07-03T15");
        JsonNode rows = new ObjectMapper().readTree(run.out());
        assertEquals("failed", find(rows, "sample-ratio", "all").get("standing").asText());
        assertTrue(find(rows, "sample-ratio", "all").get("p").asDouble() > 0.4);
        assertEquals(
                "failed", find(rows, "sample-ratio", "by hour").get("standing").asText());
        assertEquals(
                1673, find(rows, "sample-ratio", "hour=2020-07-03T15").get("n").asInt());
        assertEquals("invalid", find(rows, "verdict", "all").get("standing").asText());
        assertTrue(Files.readString(report).contains("1673 : 222 in hour 2020-07-03T15"));
        analyze(PLAN, file("sound.csv", fromHourToHour(false)), "--time-column", "since", "--as-of", "2020-08-01")
                .expect(0)
                .says("as planned by day, hour");
    }

    @Test
    void aMetricThatFailsIsMarkedAndTheRestStands() throws IOException {
        String table = rows().replaceAll("(?m)^(u[0-9]+,[a-z]+,[a-z]+),[^,]+", "$1,3.5");
        Path report = folder.resolve("report.html");
        CliRun run = analyze(PLAN, file("constant.csv", table), "--report", report.toString(), "--json", "-")
                .expect(0);
        JsonNode rows = new ObjectMapper().readTree(run.out());
        JsonNode seconds = find(rows, "seconds", "all");
        assertEquals("unknown", seconds.get("standing").asText());
        assertEquals("guardrail", seconds.get("role").asText());
        assertTrue(seconds.get("note").asText().contains("does not vary"));
        assertEquals("primary", find(rows, "clicked", "all").get("role").asText());
        assertEquals("do-not-ship", find(rows, "verdict", "all").get("standing").asText());
        analyze(PLAN, file("constant.csv", table))
                .says("seconds of blue: unknown, the standard error is 0.0")
                .says("a guardrail that is unknown does not hold")
                .says("clicked");
        assertTrue(Files.readString(report).contains("seconds of blue: unknown"));
    }

    @Test
    void whenOutcomesWereReadIsATime() throws IOException {
        Path table = file("units.csv", rows());
        analyze(PLAN, table, "--as-of", "Tuesday").expect(1).says("--as-of: \"Tuesday\" does not begin with a date");
        analyze(PLAN, table, "--as-of", "2026-03-20").expect(1).says("name the column of times");
        analyze(PLAN, table, "--time-column", "since", "--as-of", "2026-03-20")
                .expect(0)
                .says("all are over as of 2026-03-20");
    }

    @Test
    void aPlanLockedTodayOverUnitsThatEnteredInMarchIsExploratory() throws IOException {
        Instant late = Instant.parse("2026-11-30T09:00:00Z");
        PlanHistory locked = PlanHistory.lock(Plan.read(PLAN), "us", late).decide(Action.STARTED, "us", "go", late);
        String file =
                file("late.jsonl", String.join("\n", locked.lines()) + "\n").toString();
        Path table = file("units.csv", rows());
        analyze(PLAN, table, "--history", file, "--time-column", "since", "--as-of", "2026-12-01")
                .expect(0)
                .says("exploratory: units entered from 2026-03-02T10:00:00Z on, and the plan was locked at"
                        + " 2026-11-30T09:00:00Z, after them");
        analyze(PLAN, table, "--history", file).expect(0).says("exploratory: the data have no times of entry");
    }

    @Test
    void parquetSaysTheSame() throws IOException, SQLException {
        Path csv = file("units.csv", rows());
        Path parquet = folder.resolve("units.parquet");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("COPY (SELECT * FROM read_csv('" + csv + "')) TO '" + parquet + "' (FORMAT parquet)");
        }
        assertEquals(analyze(PLAN, csv).out(), analyze(PLAN, parquet).out());
    }

    @Test
    void aComparisonThatIsNoneHasStatusOne() throws IOException {
        String lost = rows().lines()
                .filter(row -> !row.matches("u[0-9]*[13],.*"))
                .reduce((a, b) -> a + "\n" + b)
                .orElse("");
        analyze(PLAN, file("units.csv", lost))
                .expect(1)
                .says("fairlead: no verdict")
                .says("blue: invalid");
    }

    @Test
    void aPlanChangedAfterItsLockIsRefused() throws IOException {
        String changed = PLAN.replace("\"margin\": 0.5", "\"margin\": 0.9");
        analyze(changed, file("units.csv", rows()), "--history", history())
                .expect(1)
                .says("the plan was changed after it was locked")
                .says("guardrails[0].margin, from 0.5 to 0.9");
    }

    @Test
    void wrongPlansAreRefused() throws IOException {
        Path table = file("units.csv", rows());
        analyze(PLAN.replace("\"owners\"", "\"alpha\": 5, \"owners\""), table)
                .expect(1)
                .says("alpha")
                .says("between 0 and 1");
        String ramp = "\"ramp\": [{\"coverage\": 0.5, \"minimumHours\": 24}, {\"coverage\": 0.4}], ";
        analyze(PLAN.replace("\"owners\"", ramp + "\"owners\""), table)
                .expect(1)
                .says("ramp[1].coverage")
                .says("who is in stays in");
        analyze("{", table).expect(1).says("plan.json: line 1");
    }

    @Test
    void wrongTablesAreRefused() throws IOException {
        analyze(PLAN.replace("\"clicked\"", "\"clickd\""), file("units.csv", rows()))
                .expect(1)
                .says("no column \"clickd\"")
                .says("did you mean 'clicked'?");
        analyze(PLAN, file("arms.csv", rows().replace("variant", "arm")))
                .expect(1)
                .says("no column \"variant\", which says the arm");
        analyze(PLAN, file("more.csv", rows() + "x,bleu,true,1,web,2026-03-02\n"))
                .expect(1)
                .says("row 401")
                .says("the plan has no arm \"bleu\"; did you mean 'blue'?");
        analyze(PLAN, file("one.csv", rows().replace(",blue,", ",grey,")))
                .expect(1)
                .says("the arm \"blue\" of the plan has no row");
        analyze(PLAN, file("nan.csv", rows() + "x,blue,NaN,1,web,2026-03-02\n"))
                .expect(1)
                .says("row 401, column \"clicked\": \"NaN\" is no number");
        analyze(PLAN, folder.resolve("nowhere.csv")).expect(1).says("there is no file");
    }

    @Test
    void unitsMustBeNamedOrDeclared() throws IOException {
        analyze(PLAN, file("units.csv", rows()), "--one-row-per-unit").expect(2);
    }
}
