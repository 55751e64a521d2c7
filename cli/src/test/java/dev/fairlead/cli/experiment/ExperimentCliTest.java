package dev.fairlead.cli.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fairlead.cli.CliRun;
import dev.fairlead.experiment.json.Json;
import dev.fairlead.growthbook.GrowthBook;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentCliTest {
    @TempDir
    private Path folder = Path.of("");

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private String file(String name, List<String> lines) throws IOException {
        return Files.write(folder.resolve(name), lines).toString();
    }

    private static CliRun experiment(String... args) {
        var all = new ArrayList<>(List.of("experiment"));
        all.addAll(List.of(args));
        CliRun result = CliRun.of(all.toArray(String[]::new));
        assertFalse(result.err().contains("\tat "), () -> "a stack trace: " + result.err());
        return result;
    }

    private static CliRun power(String args) {
        return experiment(("power " + args).split(" "));
    }

    private static List<String> keys(JsonNode row) {
        var keys = new ArrayList<String>();
        row.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    private static double value(JsonNode rows, String key, String name, String arm, String metric) {
        return StreamSupport.stream(rows.spliterator(), false)
                .filter(row -> row.at("/" + key).asText().equals(name))
                .filter(row -> row.at(arm.startsWith("slice=") ? "/slice" : "/arm")
                        .asText()
                        .equals(arm.replace("slice=", "")))
                .filter(row -> row.at("/metric").asText().equals(metric))
                .findFirst()
                .orElseThrow()
                .at("/value")
                .asDouble();
    }

    // power

    @Test
    void theUnitsOfTwoProportionsAreNotCountedTwice() throws IOException {
        power("--baseline 0.080 --treatment 0.084 --alpha 0.05 --power 0.8")
                .expect(0)
                .says("control                73,851 units")
                .says("in all                147,702 units")
                .says("formula unpooled: n = (zα + zβ)²")
                .says("Chow, Shao and Wang 2008")
                .says("Fleiss, Levin and Paik 2003, eq. 4.14")
                .says("(\"about 150,000\") is the total of both arms");
        JsonNode rows = power("--baseline 0.080 --mde 5% --json -").expect(0).json();
        rows.forEach(row -> assertEquals(List.of("formula", "arm", "metric", "value"), keys(row)));
        assertEquals(73_851, value(rows, "formula", "unpooled", "treatment", "units"));
        assertEquals(147_706, value(rows, "formula", "pooled-null", "all", "units"));
    }

    @Test
    void everyFactorOfADesignIsCounted() throws IOException {
        JsonNode rows = power(
                        "--sd 2 --difference 0.1 --arms 3 --attrition 0.5 --cuped-correlation 0.6 --cluster-size 11"
                                + " --icc 0.1 --looks 4 --spending pocock --daily-units 100 --share 0.5 --json -")
                .expect(0)
                .json();
        double plain = value(
                power("--sd 2 --difference 0.1 --arms 3 --json -").expect(0).json(),
                "formula",
                "normal",
                "all",
                "units");
        double inflation = value(rows, "formula", "", "all", "inflation");
        double units = value(rows, "formula", "normal", "all", "units");
        assertTrue(inflation > 1.15 && inflation < 1.3, () -> "" + inflation);
        assertEquals(2, value(rows, "formula", "", "all", "design-effect"));
        assertEquals(plain / 0.5 * 0.64 * 2 * inflation, units, 10);
        assertEquals(Math.ceil(units / 50), value(rows, "formula", "", "all", "days"));
        assertEquals(units, value(rows, "formula", "", "all", "look-4-units"));
        power("--numerator 9 --denominator 3 --numerator-sd 8 --denominator-sd 2 --covariance 10 --mde 10%")
                .expect(0)
                .says("two ratios, 3 in control")
                .says("to detect +0.3 (+10 %)");
        power("--baseline 0.08 --mde 5% --formula arcsine").expect(0).says("73,844 units");
        power("--mean 4 --sd 2 --mde 50%").expect(0).says("exact-t");
    }

    @Test
    void theInverseQuestionsAgreeWithTheSize() throws IOException {
        JsonNode power = power("--baseline 0.08 --mde 5% --units 147702 --json -")
                .expect(0)
                .json();
        assertEquals(0.8, value(power, "formula", "unpooled", "all", "power"), 1e-5);
        JsonNode effect =
                power("--baseline 0.08 --units 147702 --json -").expect(0).json();
        assertEquals(0.004, value(effect, "formula", "unpooled", "all", "smallest-increase"), 1e-7);
        assertTrue(value(effect, "formula", "unpooled", "all", "smallest-decrease") < 0);
    }

    /** The covariate explains half of the variance, and cities say nothing. */
    @Test
    void powerFromATable() throws IOException {
        var lines = new ArrayList<String>();
        lines.add("spend,before,city,bought");
        var random = new Random(1);
        for (int i = 0; i < 4000; i++) {
            double before = random.nextGaussian();
            lines.add(before + random.nextGaussian() + "," + before + "," + "c" + i / 4 + "," + (i % 5 == 0));
        }
        lines.add(",1,c1,true");
        String table = file("past.csv", lines);
        JsonNode rows = power(
                        "--data " + table + " --metric spend --covariate before --cluster city --mde 0.1 --json -")
                .expect(0)
                .json();
        assertEquals(4000, value(rows, "formula", "", "all", "table-units"));
        assertEquals(1000, value(rows, "formula", "", "all", "table-clusters"));
        assertEquals(0.5, value(rows, "formula", "", "all", "table-variance-explained"), 0.05);
        assertEquals(0, value(rows, "formula", "", "all", "table-icc"), 0.03);
        assertEquals(2 * 1569.8, value(rows, "formula", "normal", "all", "units"), 350);
        power("--data " + table + " --metric bought --mde 10%")
                .expect(0)
                .says("0.2002 in control")
                .says("4,001 units");
        power("--data " + table + " --metric bought --baseline 0.2").expect(2).says("--data tells the metric");
        power("--data " + table + " --mde 0.1").expect(2).says("--data needs --metric");
        power("--data " + table + " --metric spent --mde 0.1").expect(1).says("did you mean 'spend'");
    }

    @Test
    void wrongDesignsAreRefused() {
        power("--baseline 0.08 --mde 5% --alpha 5").expect(1).says("alpha is between 0 and 1, such as 0.05");
        power("--baseline 0.08 --mde 5% --power 0.01").expect(1).says("power 0.01 must be above alpha 0.05");
        power("--baseline 0.08 --treatment 0.08").expect(1).says("there is no difference to detect");
        power("--baseline 8 --mde 5%").expect(1).says("the baseline proportion is between 0 and 1");
        power("--baseline 0.08 --mde 5% --weights 1,-1").expect(1).says("an arm's share must be above 0, not -1");
        power("--baseline 0.08 --mde 5% --weights 2,1 --formula pooled")
                .expect(1)
                .says("are for equal arms");
        power("--baseline 0.08 --mde 5% --looks 0").expect(1).says("at least one look");
        power("--baseline 0.08 --units 1").expect(1).says("no difference can be detected");
        power("--baseline 0.08 --mde 5% --daily-units 0").expect(1).says("the traffic a day must be above 0");
        power("--sd 0 --mde 1").expect(1).says("the standard deviation must be above 0");
        power("--baseline 0.08").expect(2).says("which difference is to be detected");
        power("--baseline 0.08 --sd 3 --mde 1").expect(2).says("one thing only");
        power("--sd 3 --mde 5%").expect(2).says("needs --mean");
        power("--baseline 0.08 --mde much").expect(2).says("'much' is neither a difference");
        power("--baseline 0.08 --mde 5% --arms 3 --weights 1,1").expect(2).says("do not agree");
        power("--baseline 0.08 --mde 5% --spending evenly").expect(2).says("'evenly' is none of");
        power("--baseline 0.08 --mde 5% --formula arcsin").expect(2).says("did you mean 'arcsine'?");
        power("--baseline 0.08 --mde 5% --sides two").expect(2).says("two");
    }

    // plan

    @Test
    void aPlanIsLockedAmendedDecidedAndShown() throws IOException {
        String plan = file("plan.json");
        String history = file("plan.jsonl");
        experiment("plan", "new", plan).expect(0);
        experiment("plan", "new").expect(0).says("\"hypothesis\"");
        experiment("plan", "check", plan).expect(0).says("can be locked; its hash is ");
        experiment("plan", "lock", plan, history, "--by", "ana").expect(0).says("locked with the hash");
        String head = experiment("plan", "show", history, "--json", "-")
                .expect(0)
                .json()
                .at("/0/hash")
                .asText();
        experiment("plan", "decide", history, "started", "--by", "ana", "--text", "go")
                .expect(0);
        String changed = Files.writeString(
                        folder.resolve("changed.json"),
                        Files.readString(Path.of(plan)).replace("80000", "90000"))
                .toString();
        experiment("plan", "amend", history, changed, "--by", "ben", "--reason", "more visitors")
                .expect(0)
                .says("amended at arms[0].units, arms[1].units");
        experiment("plan", "show", history, "--head", head)
                .expect(0)
                .says("chain        unbroken, 3 entries")
                .says("treatment, weight 1, 90,000 units")
                .says("amended by ben: more visitors (changed arms[0].units, arms[1].units)");
        JsonNode rows =
                experiment("plan", "show", history, "--json", "-").expect(0).json();
        assertEquals(List.of("line", "at", "by", "type", "text", "planHash", "hash"), keys(rows.get(2)));
        assertEquals("started", rows.at("/1/type").asText());
    }

    @Test
    void wrongPlansAndBrokenHistoriesAreRefused() throws IOException {
        String plan = file("plan.json");
        String history = file("plan.jsonl");
        experiment("plan", "new", plan).expect(0);
        experiment("plan", "new", plan).expect(1).says("exists and is not written over");
        experiment("plan", "check", file("none.json")).expect(1).says("there is no file or folder");
        String bad = file("bad.json", List.of("{\"name\": 1, \"owner\": []}"));
        experiment("plan", "check", bad)
                .expect(1)
                .says("name: must be a text, not 1")
                .says("owner: is no known key; did you mean 'owners'?")
                .says("primary: is missing");
        JsonNode problems =
                experiment("plan", "check", bad, "--json", "-").expect(1).json();
        assertEquals(List.of("path", "problem"), keys(problems.get(0)));
        experiment("plan", "check", file("text.json", List.of("{\"name\""))).expect(1);
        experiment("plan", "lock", plan, history).expect(2).says("--by");
        experiment("plan", "lock", plan, history, "--by", " ").expect(1).says("needs a name: who did it");
        experiment("plan", "lock", bad, history, "--by", "ana").expect(1).says("problems");
        assertFalse(Files.exists(Path.of(history)));
        experiment("plan", "lock", plan, history, "--by", "ana").expect(0);
        experiment("plan", "lock", plan, history, "--by", "ana").expect(1).says("exists and is not written over");
        experiment("plan", "amend", history, plan, "--by", "ana", "--reason", "none")
                .expect(1)
                .says("must change the plan");
        experiment("plan", "decide", history, "start", "--by", "ana", "--text", "x")
                .expect(2)
                .says("there is no 'start'");
        experiment("plan", "show", history, "--head", "abc").expect(1).says("no line has the hash abc");
        Files.writeString(Path.of(history), Files.readString(Path.of(history)).replace("\"ana\"", "\"eve\""));
        experiment("plan", "show", history)
                .expect(1)
                .says("line 1 of the history: it was changed after it was written");
        experiment("plan", "decide", history, "started", "--by", "ana", "--text", "x")
                .expect(1)
                .says("line 1");
    }

    // assign

    private static final String DEFINITION = """
            {"key": "ranking", "unit": "user", "coverage": 0.5, "testers": {"boss": "new"},
             "arms": [{"name": "old", "weight": 0.75}, {"name": "new", "weight": 0.25}]}""";

    private String units(int count) throws IOException {
        var lines = new ArrayList<>(List.of("user,country"));
        IntStream.range(0, count).forEach(i -> lines.add("u" + i + "," + (i % 3 == 0 ? "ch" : "de")));
        lines.add("boss,de");
        return file("units.csv", lines);
    }

    private static Map<String, String> arms(String csv) {
        var arms = new TreeMap<String, String>();
        csv.lines().skip(1).map(line -> line.split(",", -1)).forEach(cells -> arms.put(cells[0], cells[1]));
        return arms;
    }

    @Test
    void assignmentsAreThoseOfThePayload() throws IOException {
        String definition = file("e.json", DEFINITION.lines().toList());
        String units = units(2000);
        CliRun result = experiment("assign", "--experiment", definition, "--units", units)
                .expect(0)
                .says("unit,arm,reason,propensity\n")
                .says("boss,new,forced,\n")
                .says("sample ratio: p = ");
        assertTrue(result.out().contains(",old,drawn,0.375"), result.out());
        assertTrue(result.out().contains(",,not-covered,"), result.out());
        String payload = experiment("assign", "--experiment", definition, "--payload")
                .expect(0)
                .out();
        GrowthBook growthBook = GrowthBook.of(Json.parse(payload));
        arms(result.out()).forEach((unit, arm) -> {
            Json found = growthBook
                    .eval("ranking", new Json.Obj(Map.of("user", Json.of(unit))))
                    .value();
            assertEquals(arm.isEmpty() ? Json.NULL : Json.of(arm), found, unit);
        });
    }

    @Test
    void aRampMovesNobody() throws IOException {
        String definition = file("e.json", DEFINITION.lines().toList());
        String units = units(2000);
        Map<String, String> before = new TreeMap<>();
        for (String coverage : List.of("0.01", "0.1", "0.5", "1")) {
            String out = file("arms.csv");
            experiment("assign", "--experiment", definition, "--units", units, "--coverage", coverage, "--out", out)
                    .expect(0);
            Map<String, String> now = arms(Files.readString(Path.of(out)));
            before.forEach((unit, arm) -> assertTrue(arm.isEmpty() || arm.equals(now.get(unit)), unit));
            before.putAll(now);
        }
        assertFalse(before.containsValue(""));
    }

    @Test
    void conditionsReadTheOtherColumns() throws IOException {
        String definition = file(
                "e.json",
                DEFINITION
                        .replace("\"testers\"", "\"condition\": {\"country\": \"ch\"}, \"testers\"")
                        .lines()
                        .toList());
        JsonNode rows = experiment(
                        "assign",
                        "--experiment",
                        definition,
                        "--units",
                        units(300),
                        "--coverage",
                        "1",
                        "--json",
                        "-",
                        "--out",
                        file("arms.csv"))
                .expect(0)
                .json();
        assertEquals(List.of("arm", "reason", "units", "expected", "p"), keys(rows.get(0)));
        assertEquals(100, rows.at("/0/units").asInt() + rows.at("/1/units").asInt());
        assertEquals("not-targeted", rows.at("/2/reason").asText());
        assertEquals(200, rows.at("/2/units").asInt());
    }

    @Test
    void knownUnitsAreBalancedInEveryStratum() throws IOException {
        String definition = file(
                "e.json", DEFINITION.replace("\"coverage\": 0.5, ", "").lines().toList());
        CliRun result = experiment("assign", "--experiment", definition, "--units", units(299), "--strata", "country")
                .expect(0)
                .says("unit,arm,reason,propensity,stratum,block\n");
        for (String country : List.of("ch", "de")) {
            List<String> rows = result.out()
                    .lines()
                    .filter(line -> line.contains("," + country + ","))
                    .toList();
            long treated = rows.stream()
                    .filter(line -> line.contains(",new,drawn,0.25,"))
                    .count();
            assertEquals(rows.size() / 4.0, treated, 0, country);
        }
        assertEquals(
                result.out(),
                experiment("assign", "--experiment", definition, "--units", units(299), "--strata", "country")
                        .out());
    }

    @Test
    void aPlanAndItsHistoryAreExperimentsToo() throws IOException {
        String plan = file("plan.json");
        experiment("plan", "new", plan).expect(0);
        experiment("plan", "lock", plan, file("plan.jsonl"), "--by", "ana").expect(0);
        String units = units(100);
        String out = experiment("assign", "--experiment", plan, "--units", units)
                .expect(0)
                .out();
        assertEquals(
                out,
                experiment("assign", "--experiment", file("plan.jsonl"), "--units", units)
                        .expect(0)
                        .out());
        String list = file("list.txt", List.of("u0", "u1"));
        experiment("assign", "--experiment", plan, "--units", list, "--no-header")
                .expect(0)
                .says("u0," + arms(out).get("u0") + ",drawn,0.5");
    }

    @Test
    void unitsComeOnStandardInputToo() throws IOException {
        String definition = file("e.json", DEFINITION.lines().toList());
        String units = units(50);
        InputStream before = System.in;
        try (InputStream in = Files.newInputStream(Path.of(units))) {
            System.setIn(in);
            assertEquals(
                    experiment("assign", "--experiment", definition, "--units", units)
                            .out(),
                    experiment("assign", "--experiment", definition, "--units", "-")
                            .expect(0)
                            .out());
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void wrongAssignmentsAreRefused() throws IOException {
        String definition = file("e.json", DEFINITION.lines().toList());
        String units = units(10);
        experiment("assign", "--experiment", definition).expect(2).says("--units FILE is missing");
        experiment("assign", "--units", units).expect(2).says("--experiment");
        experiment("assign", "--experiment", definition, "--units", file("none.csv"))
                .expect(1)
                .says("there is no file");
        experiment("assign", "--experiment", definition, "--units", file("l.csv", List.of("u1", "u2")))
                .expect(1)
                .says("give --unit-column NAME if it is a header, --no-header if it is a unit");
        experiment("assign", "--experiment", definition, "--units", units, "--unit-column", "usr")
                .expect(1)
                .says("has no column 'usr'; did you mean 'user'?");
        experiment("assign", "--experiment", definition, "--units", units, "--coverage", "50")
                .expect(1)
                .says("has the coverage 50.0; it is from 0 to 1");
        experiment("assign", "--experiment", definition, "--units", units, "--strata", "country")
                .expect(1)
                .says("blocks hold all of the units");
        experiment("assign", "--experiment", definition, "--units", units, "--seed", "3")
                .expect(2)
                .says("add --blocked");
        experiment("assign", "--experiment", definition, "--units", units, "--json", "-")
                .expect(2)
                .says("give --out FILE");
        wrongDefinition("\"key\"", "\"kee\"", "key: is required; is 'kee' meant to be it?");
        wrongDefinition("0.75", "0.8", "weights sum to 1.05");
        wrongDefinition("0.75", "\"most\"", "weight: must be a number");
        wrongDefinition("\"boss\": \"new\"", "\"boss\": \"best\"", "sets unit \"boss\" to arm \"best\"");
        wrongDefinition("\"coverage\": 0.5", "\"phase\": \"runing\"", "did you mean 'running'?");
        wrongDefinition("\"coverage\": 0.5", "\"hashVersion\": 3", "hashVersion: is 3; it is 2");
    }

    private void wrongDefinition(String right, String wrong, String saying) throws IOException {
        String definition =
                file("wrong.json", DEFINITION.replace(right, wrong).lines().toList());
        experiment("assign", "--experiment", definition, "--payload").expect(1).says(saying);
    }

    // ope

    /** 2,000 decisions of a policy (0.5, 0.3, 0.2) among three actions, which earn a click in 10, 20 and 30 %. */
    private String log() throws IOException {
        var random = new Random(5);
        double[] propensities = {0.5, 0.3, 0.2};
        var lines = new ArrayList<>(List.of("user,arm,p,click,target"));
        for (int i = 0; i < 2000; i++) {
            double draw = random.nextDouble();
            int arm = draw < 0.5 ? 0 : draw < 0.8 ? 1 : 2;
            int click = random.nextDouble() < 0.1 * (arm + 1) ? 1 : 0;
            lines.add("u" + i % 500 + "," + "abc".charAt(arm) + "," + propensities[arm] + "," + click + ","
                    + (arm == 2 ? 0.6 : 0.2));
        }
        return file("log.csv", lines);
    }

    private CliRun ope(String... args) throws IOException {
        var all = new ArrayList<>(
                List.of("ope", "--log", log(), "--action", "arm", "--propensity", "p", "--reward", "click"));
        all.addAll(Arrays.asList(args));
        return experiment(all.toArray(String[]::new));
    }

    @Test
    void aPolicyIsWorthWhatItsActionsEarn() throws IOException {
        String policy = file("policy.csv", List.of("arm,probability", "a,0.2", "b,0.2", "c,0.6"));
        JsonNode rows = ope("--policy", policy, "--json", "-").expect(0).json();
        rows.forEach(row -> assertEquals(List.of("policy", "metric", "slice", "value", "low", "high", "n"), keys(row)));
        for (String estimator :
                List.of("ips", "snips", "clipped-ips@10", "dm", "dr", "sndr", "switch-dr@5", "dros@10")) {
            double value = value(rows, "policy", "policy.csv", "slice=all", estimator);
            assertEquals(0.24, value, 0.03, estimator);
        }
        JsonNode column =
                ope("--policy-column", "target", "--json", "-").expect(0).json();
        assertEquals(
                value(rows, "policy", "policy.csv", "slice=all", "snips"),
                value(column, "policy", "target", "slice=all", "snips"));
        ope("--policy", policy, "--cluster", "user", "--bootstrap", "99")
                .expect(0)
                .says("snips");
        ope("--policy", policy, "--rewards", "0,1", "--folds", "1")
                .expect(0)
                .says("bernstein@10")
                .says("WARNING: the reward model learned from the decisions that it corrects");
        ope("--policy", "uniform").expect(0).says("WARNING: uniform over the 3 actions that the log has");
    }

    @Test
    void aLogThatDoesNotSupportAPolicyIsRefused() throws IOException {
        String elsewhere = file("elsewhere.csv", List.of("arm,probability", "d,1"));
        ope("--policy", elsewhere).expect(1).says("the evaluated policy takes none of the logged actions");
        String mostly = file("mostly.csv", List.of("arm,probability", "d,0.9", "c,0.1"));
        ope("--policy", mostly).expect(1).says("the mean weight is");
        ope("--policy", "uniform", "--least-effective", "1999")
                .expect(1)
                .says("2000 logged decisions are worth only")
                .says("effective sample size");
    }

    @Test
    void wrongPoliciesAndLogsAreRefused() throws IOException {
        ope().expect(2).says("give the policy to evaluate");
        ope("--policy", "uniform", "--policy-column", "target").expect(2).says("either");
        ope("--policy", "uniform", "--rewards", "1").expect(2).says("two numbers");
        ope("--policy", "uniform", "--bootstrap", "3").expect(2).says("at least 19");
        ope("--policy", "uniform", "--actions", "2").expect(1).says("more than --actions 2");
        ope("--policy", "uniform", "--kappa", "0").expect(1).says("kappa must be above 0");
        ope("--policy", "uniform", "--clip", "-1").expect(1).says("the largest weight must be above 0");
        ope("--policy", file("none.csv")).expect(1).says("there is no file");
        ope("--policy", file("short.csv", List.of("arm,probability", "a,0.2", "b,0.2")))
                .expect(1)
                .says("sum to 0.4");
        ope("--policy", file("other.csv", List.of("item,probability", "a,1")))
                .expect(1)
                .says("neither a column 'arm'");
        ope("--policy", "uniform", "--propensity", "q").expect(2);
        String log = file("bad.csv", List.of("arm,p,click", "a,0.5,1", "b,,0"));
        experiment(
                        "ope",
                        "--log",
                        log,
                        "--action",
                        "arm",
                        "--propensity",
                        "p",
                        "--reward",
                        "click",
                        "--policy",
                        "uniform")
                .expect(1)
                .says("row 2: there is no propensity");
        String zero = file("zero.csv", List.of("arm,p,click", "a,0,1"));
        experiment(
                        "ope",
                        "--log",
                        zero,
                        "--action",
                        "arm",
                        "--propensity",
                        "p",
                        "--reward",
                        "click",
                        "--policy",
                        "uniform")
                .expect(1)
                .says("row 1: the propensity is 0.0");
    }

    /** The reference values of Open Bandit, as far as its order of equal times lets them be found again. */
    @Test
    @Tag("conformance")
    void openBandit() throws IOException {
        Path data = Path.of(System.getProperty("fairlead.data", ""));
        String policy = data.resolve("vectors/ope/bts_action_dist_men.csv").toString();
        JsonNode crossFitted = men(data, "random", policy, "--folds", "2");
        JsonNode inSample = men(data, "random", policy, "--folds", "1");
        JsonNode expected = new ObjectMapper()
                .readTree(data.resolve("vectors/ope/expected_men.json").toFile())
                .get("men");
        Map<String, String> names = Map.of(
                "IPS",
                "ips",
                "SNIPS",
                "snips",
                "cIPS_5",
                "clipped-ips@5",
                "DM",
                "dm",
                "DR",
                "dr",
                "SNDR",
                "sndr",
                "SwitchDR_5",
                "switch-dr@5",
                "DRos_10",
                "dros@10");
        names.forEach((theirs, ours) -> {
            double fitted =
                    expected.at("/ope_bts_from_random/" + theirs + "/value").asDouble();
            double tolerance = theirs.endsWith("IPS") || theirs.startsWith("cIPS") ? 1e-10 : 4e-5;
            String name = "bts_action_dist_men.csv";
            assertEquals(1, value(crossFitted, "policy", name, "slice=all", ours) / fitted, tolerance, ours);
            double same = expected.at("/ope_bts_from_random_nocrossfit/" + theirs + "/value")
                    .asDouble();
            assertEquals(1, value(inSample, "policy", name, "slice=all", ours) / same, 1e-10, ours);
        });
        double effective = value(
                men(data, "bts", "uniform", "--actions", "34"),
                "policy",
                "uniform",
                "slice=all",
                "effective-sample-size");
        assertEquals(expected.at("/ope_random_from_bts/weights/ess").asDouble(), effective, 1e-6);
    }

    private static JsonNode men(Path data, String log, String policy, String... more) throws IOException {
        var args = new ArrayList<>(List.of(
                "ope",
                "--log",
                data.resolve("open-bandit-men/" + log + ".csv.gz").toString(),
                "--action",
                "item_id",
                "--position",
                "position",
                "--propensity",
                "propensity_score",
                "--reward",
                "click",
                "--policy",
                policy,
                "--clip",
                "5",
                "--json",
                "-"));
        args.addAll(Arrays.asList(more));
        CliRun result = experiment(args.toArray(String[]::new)).expect(0);
        assertTrue(result.err().contains("WARNING"), result.err());
        return result.json();
    }

    @Test
    void conformanceSaysWhatItNeeds() {
        CliRun.of("conformance").expect(2).says("fairlead conformance experiment FOLDER");
    }
}
