package dev.fairlead.cli.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fairlead.cli.CliRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A/A replay, switchback, clusters, holdout, beliefs and the running sample ratio, from tables to rows. */
class ExperimentMethodsTest {
    @TempDir
    private Path folder = Path.of("");

    private String file(String name, List<String> lines) throws IOException {
        return Files.write(folder.resolve(name), lines).toString();
    }

    private static CliRun experiment(String args) {
        return CliRun.of(("experiment " + args).split(" "));
    }

    private static JsonNode row(JsonNode rows, String metric, String slice) {
        return StreamSupport.stream(rows.spliterator(), false)
                .filter(row -> row.at("/metric").asText().equals(metric))
                .filter(row -> row.at("/slice").asText().equals(slice))
                .findFirst()
                .orElseThrow();
    }

    private static double value(JsonNode rows, String metric) {
        return row(rows, metric, "all").at("/value").asDouble();
    }

    private static String plan(String kind, String more) {
        return "{\"name\": \"p\", \"hypothesis\": \"h\", \"unit\": \"user\", \"arms\": ["
                + "{\"name\": \"a\", \"weight\": 1, \"units\": 500, \"control\": true},"
                + "{\"name\": \"b\", \"weight\": 1, \"units\": 500}], \"primary\": [{\"name\": \"spend\", \"kind\": \""
                + kind + "\", \"direction\": \"increase\", \"windowDays\": 7, \"minimumDetectableEffect\": 0.1" + more
                + "}], \"covariates\": [\"before\"], \"strata\": [\"country\"], \"owners\": [\"us\"]}";
    }

    @Test
    void anAaReplayOfARightTestHolds() throws IOException {
        var random = new Random(1);
        var lines = new ArrayList<>(List.of("id,spend,before,country"));
        for (int i = 0; i < 1000; i++) {
            double before = random.nextGaussian();
            lines.add(i + "," + (before + random.nextGaussian()) + "," + (i % 9 == 0 ? "" : before) + ","
                    + (i % 2 == 0 ? "de" : "fr"));
        }
        String table = file("units.csv", lines);
        String plan = file("plan.json", List.of(plan("mean", "")));
        JsonNode rows = experiment("aa --data " + table + " --plan " + plan + " --unit-column id --times 400 --json -")
                .expect(0)
                .json();
        JsonNode rejected = row(rows, "spend-rejected", "all");
        assertEquals("welch+cuped+post-stratified", rejected.at("/policy").asText());
        assertTrue(rejected.at("/low").asDouble() < 0.05 && rejected.at("/high").asDouble() > 0.05);
        assertTrue(value(rows, "spend-uniform") > 0.001);
        assertEquals(400, rejected.at("/n").asInt());
        lines.add("7,1,1,de");
        experiment("aa --data " + file("twice.csv", lines) + " --plan " + plan + " --unit-column id")
                .expect(1)
                .says("the unit '7' is in a row before");
        experiment("aa --data " + table + " --plan " + file("q.json", List.of(plan("quantile", ", \"level\": 0.5")))
                        + " --times 20")
                .expect(0)
                .says("quantiles are not replayed");
    }

    @Test
    void aSwitchback() throws IOException {
        var random = new Random(2);
        var lines = new ArrayList<>(List.of("at,city,arm,wait"));
        for (String city : List.of("rom", "bonn")) {
            for (int hour = 0; hour < 20; hour++) {
                boolean treated = random.nextBoolean();
                for (int minute = 0; minute < 60; minute += 5) {
                    double effect = treated && minute >= 10 ? 2 : 0;
                    lines.add(String.format(
                            "2026-03-%02d %02d:%02d:00,%s,%s,%s",
                            2 + hour / 10,
                            hour % 10,
                            minute,
                            city,
                            treated ? "new" : "old",
                            10 + effect + 0.1 * random.nextGaussian()));
                }
            }
        }
        String args = "switchback --data " + file("trips.csv", lines)
                + " --arm-column arm --control old --treatment new --metric wait --time-column at --region-column city"
                + " --period 1h --burn-in 10m";
        JsonNode rows = experiment(args + " --json -").expect(0).json();
        assertEquals(2, value(rows, "wait"), 0.2);
        assertTrue(value(rows, "wait-p") < 1e-6);
        assertEquals(1e-4, value(rows, "wait-permutation-p"), 1e-9);
        assertEquals(40, row(rows, "wait", "all").at("/n").asInt());
        experiment(args).expect(0).says("units (region × period)").says("left out at switches");
        experiment(args.replace("1h", "1w")).expect(2).says("no length of time such as 90s");
        experiment(args.replace("1h", "3h")).expect(1).says("one arm in a period");
        experiment(args.replace("--control old", "--control o")).expect(1).says("neither 'o' nor 'new'");
    }

    @Test
    void fewClusters() throws IOException {
        var random = new Random(3);
        var lines = new ArrayList<>(List.of("city,arm,spend"));
        for (int city = 0; city < 12; city++) {
            double shared = random.nextGaussian();
            for (int i = 0; i < 30; i++) {
                lines.add("c" + city + "," + (city % 2 == 0 ? "control" : "treatment") + ","
                        + (shared + (city % 2) * 5 + random.nextGaussian()));
            }
        }
        String args = "clusters --data " + file("cities.csv", lines)
                + " --arm-column arm --metric spend --cluster-column city";
        JsonNode rows = experiment(args + " --json -").expect(0).json();
        assertEquals(5, value(rows, "spend"), 1.5);
        assertEquals(2.0 / 924, value(rows, "spend-permutation-p"), 1e-12);
        assertEquals(924, row(rows, "spend-permutation-p", "all").at("/n").asInt());
        assertTrue(value(rows, "spend-wild-p") < 0.05);
        experiment(args).expect(0).says("6 clusters of control");
    }

    @Test
    void aHoldoutByMonth() throws IOException {
        var random = new Random(4);
        var lines = new ArrayList<>(List.of("user,group,day,spend"));
        for (int user = 0; user < 600; user++) {
            for (int month = 1; month <= 3; month++) {
                lines.add("u" + user + "," + (user % 6 == 0 ? "held" : "rest" + user % 2) + ",2026-0" + month + "-1"
                        + user % 9 + "," + (10 + (user % 6 == 0 ? 0 : 1) + random.nextGaussian()));
            }
        }
        String args = "holdout --data " + file("orders.csv", lines)
                + " --unit-column user --arm-column group --holdout held --metric spend --time-column day";
        JsonNode rows = experiment(args + " --json -").expect(0).json();
        assertEquals(1, row(rows, "spend", "period=2026-02").at("/value").asDouble(), 0.4);
        assertEquals(3, row(rows, "spend-until", "period=2026-03").at("/value").asDouble(), 0.6);
        assertEquals(
                0.1,
                row(rows, "spend-until-lift", "period=2026-03").at("/value").asDouble(),
                0.02);
        assertEquals(600, row(rows, "spend", "period=2026-01").at("/n").asInt());
        experiment(args + " --by week").expect(0).says("2026-W03");
    }

    @Test
    void beliefsShrinkAnEstimate() throws IOException {
        var random = new Random(5);
        var lines = new ArrayList<>(List.of("arm,spend"));
        for (int i = 0; i < 400; i++) {
            lines.add((i % 2 == 0 ? "control" : "treatment") + "," + (100 + 4 * (i % 2) + 20 * random.nextGaussian()));
        }
        String args = "bayes --data " + file("spend.csv", lines) + " --arm-column arm --metric spend";
        JsonNode flat = experiment(args + " --json -").expect(0).json();
        assertEquals(value(flat, "spend-without-prior"), value(flat, "spend"), 1e-9);
        JsonNode sceptic =
                experiment(args + " --prior-deviation 2% --json -").expect(0).json();
        assertEquals(value(flat, "spend") / 2, value(sceptic, "spend"), 0.15 * value(flat, "spend"));
        assertTrue(value(sceptic, "spend-better") < value(flat, "spend-better"));
        JsonNode less = experiment(args + " --decrease --json -").expect(0).json();
        assertEquals(1, value(less, "spend-better") + value(flat, "spend-better"), 1e-9);
        experiment(args + " --prior-deviation much").expect(1).says("neither a difference");
    }

    /** Equal totals, one hour of 8 to 1. */
    @Test
    void theRunningSampleRatioRemembers() throws IOException {
        var lines = new ArrayList<>(List.of("arm,at"));
        for (int i = 0; i < 900; i++) {
            lines.add((i % 9 == 0 ? "a" : "b") + ",2026-03-02 09:" + (100 + i));
        }
        for (int i = 0; i < 700; i++) {
            lines.add("a,2026-03-02 10:" + (1000 + i));
        }
        String args = "srm --data " + file("exposures.csv", lines)
                + " --arm-column arm --time-column at --weight a=1 --weight b=1";
        CliRun off = experiment(args).expect(1).says("OFF since unit");
        assertTrue(off.out().contains("read once by chi-squared 1"), off::out);
        JsonNode rows = experiment(args + " --json -").expect(1).json();
        assertTrue(value(rows, "running-p") < 1e-20);
        assertTrue(value(rows, "first-at") < 100);
        experiment(args.replace("--weight b=1", "--weight c=1")).expect(1).says("there is no --weight for the arm 'b'");
    }
}
