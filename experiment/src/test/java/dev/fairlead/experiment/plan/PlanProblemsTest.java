package dev.fairlead.experiment.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanProblemsTest {
    private static final String PLAN = """
            {"name": "n", "hypothesis": "h", "unit": "user", "owners": ["ann"],
             "arms": [{"name": "a", "weight": 1, "units": 100, "control": true}, {"name": "b", "weight": 2, "units": 200}],
             "primary": [{"name": "m", "kind": "mean", "direction": "increase", "windowDays": 7, "cap": 5,
                          "minimumDetectableEffect": 0.1}],
             "secondary": [{"name": "s", "kind": "quantile", "level": 0.9, "direction": "decrease", "windowDays": 7}],
             "guardrails": [{"name": "g", "kind": "ratio", "numerator": "x", "denominator": "y", "direction": "decrease",
                             "windowDays": 1, "margin": 0.01}],
             "covariates": ["before"], "strata": ["old"], "alpha": 0.05, "sides": 2, "power": 0.8, "attrition": 0.1,
             "monitoring": {"type": "group-sequential", "looks": [0.5, 1], "boundary": "kim-demets", "rho": 3},
             "multiplicity": "holm", "slices": [{"column": "land", "values": ["de"]}],
             "ramp": [{"coverage": 0.1, "minimumHours": 24, "guardrails": ["g"]}, {"coverage": 1}],
             "start": "2026-03-01"}
            """;

    /** Each row: what stands there, what is put in its place, the problem. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "\"margin\": | \"margn\": | guardrails[0].margn: is no known key; did you mean 'margin'?",
                "\"name\": \"n\", | \"naem\": \"n\", | naem: is no known key; did you mean 'name'?",
                "\"rho\": | \"gamma\": 1, \"rho\": | monitoring.gamma: is no known key; known: type, looks, boundary, rho",
                "\"name\": \"n\", | `` | name: is missing",
                "\"weight\": 2, | `` | arms[1].weight: is missing",
                "\"looks\": [0.5, 1], | `` | monitoring.looks: is missing",
                "\"numerator\": \"x\", | `` | guardrails[0].numerator: is missing",
                "\"hypothesis\": \"h\" | \"hypothesis\": 3 | hypothesis: must be a text, not 3",
                "\"hypothesis\": \"h\" | \"hypothesis\": \"\\ud800\" | hypothesis: must be a text, not \"\ud800\"",
                "\"hypothesis\": \"h\" | \"hypothesis\": null | hypothesis: must be a text, not null",
                "\"hypothesis\": \"h\" | \"hypothesis\": \" \" | hypothesis: must not be empty",
                "\"control\": true | \"control\": 1 | arms[0].control: must be true or false, not 1",
                "\"units\": 200 | \"units\": 200.5 | arms[1].units: must be a whole number, not 200.5",
                "\"units\": 200 | \"units\": \"200\" | arms[1].units: must be a whole number, not \"200\"",
                "\"alpha\": 0.05 | \"missingCovariates\": \"dorp\" | missingCovariates: cannot be \"dorp\"; did you mean 'drop'?",
                "\"alpha\": 0.05 | \"lift\": \"log\" | lift: cannot be \"log\"; known: delta, log-delta",
                "\"alpha\": 0.05 | \"allocation\": [{\"weights\": [1, 2]}] | allocation[0].from: is missing",
                "\"alpha\": 0.05 | \"allocation\": [{\"from\": \"soon\", \"weights\": [1, 2]}] | allocation[0].from: must be a date such as \"2026-03-01\", not \"soon\"",
                "\"alpha\": 0.05 | \"allocation\": [{\"from\": \"2026-03-02\", \"weights\": [1]}] | allocation[0].weights: must be one per arm, 2, not 1",
                "\"alpha\": 0.05 | \"allocation\": [{\"from\": \"2026-03-02\", \"weights\": [1, 0]}] | allocation[0].weights: must be above 0, not [1.0, 0.0]",
                "\"alpha\": 0.05 | \"allocation\": [{\"from\": \"2026-03-02\", \"weights\": [1, 2]}, {\"from\": \"2026-03-02\", \"weights\": [1, 2]}] | allocation[1].from: must be after 2026-03-02, the one before it",
                "[\"before\"] | [\"before\", 1] | covariates: must be a list of columns' names or of objects such as {\"name\": \"gmv-before\", \"metric\": \"gmv\", \"days\": 14}, not [\"before\",1]",
                "[0.5, 1] | 1 | monitoring.looks: must be a list of numbers, not 1",
                "[\"de\"] | \"de\" | slices[0].values: must be a list of texts, or \"all\", not \"de\"",
                "[\"de\"] | [] | slices[0].values: names no value; write \"all\" for all of them",
                "[\"de\"] | [\"de\", \"de\"] | slices[0].values[1]: \"de\" is there twice",
                "\"unit\": \"user\" | \"unit\": \"users\" | unit: cannot be \"users\"; did you mean 'user'?",
                "\"unit\": \"user\" | \"unit\": \"cluster\" | cluster: is needed where the unit is a cluster: name the column that says which one",
                "\"unit\": \"user\" | \"unit\": \"user\", \"cluster\": \"\" | cluster: must not be empty",
                "\"mean\" | \"average\" | primary[0].kind: cannot be \"average\"; known: proportion, mean, ratio, quantile, count, retention, funnel",
                "\"ratio\" | \"ration\" | guardrails[0].kind: cannot be \"ration\"; did you mean 'ratio'?",
                "\"group-sequential\" | \"grup-sequential\" | monitoring.type: cannot be \"grup-sequential\"; did you mean 'group-sequential'?",
                "\"kim-demets\" | \"kim\" | monitoring.boundary: cannot be \"kim\"; known: obrien-fleming-spending, pocock-spending, kim-demets, hwang-shih-decani, obrien-fleming, pocock",
                "\"holm\" | \"hom\" | multiplicity: cannot be \"hom\"; did you mean 'holm'?",
                "\"2026-03-01\" | \"2026-02-30\" | start: must be a date such as \"2026-03-01\", not \"2026-02-30\"",
                "\"alpha\": 0.05 | \"alpha\": 5 | alpha: is between 0 and 1, such as 0.05, not 5.0",
                "\"power\": 0.8 | \"power\": 1 | power: is between 0 and 1, such as 0.8, not 1.0",
                "\"power\": 0.8 | \"power\": 0.01 | power: must be above alpha, 0.05, not 0.01",
                "\"sides\": 2 | \"sides\": 3 | sides: must be 1 or 2, not 3",
                "\"attrition\": 0.1 | \"attrition\": 1 | attrition: is a share from 0 to below 1, not 1.0",
                "[0.5, 1] | [0.5, 0.4, 1] | monitoring.looks[1]: must be above 0.5, the one before it, not 0.4",
                "[0.5, 1] | [0, 1] | monitoring.looks[0]: must be above 0.0, the one before it, not 0.0",
                "[0.5, 1] | [0.5, 0.9] | monitoring.looks: must end at 1, all the planned units, not at 0.9",
                "[0.5, 1] | [] | monitoring.looks: names no look; give shares of the planned units such as 0.5, 1",
                "\"rho\": 3 | \"rho\": 0 | monitoring.rho: must be above 0, such as 3 for a boundary close to O'Brien and Fleming's; it is 0.0",
                "\"margin\": 0.01 | \"margin\": 0 | guardrails[0].margin: must be above 0: with a margin of 0 no guardrail can be shown not to be worse",
                "\"margin\": 0.01 | \"margin\": -0.01 | guardrails[0].margin: is how much worse is accepted, an absolute difference above 0, not -0.01; the direction says which way is worse",
                "Effect\": 0.1 | Effect\": -0.1 | primary[0].minimumDetectableEffect: is an absolute difference above 0, not -0.1; the direction says which way",
                "\"weight\": 2 | \"weight\": 0 | arms[1].weight: must be above 0, not 0.0; leave an arm out that gets no units",
                "\"units\": 200 | \"units\": 0 | arms[1].units: must be at least 1, not 0",
                "\"units\": 200 | \"units\": 300 | arms[1].units: are not in proportion to the weights: 300 for a weight of 2.0, where the first arm has 100 for 1.0",
                "\"name\": \"b\" | \"name\": \"a\" | arms[1].name: two arms have the name \"a\"",
                "\"control\": true | \"control\": false | arms: exactly one arm must have \"control\": true; 0 arms have",
                "\"units\": 200 | \"units\": 200, \"control\": true | arms: exactly one arm must have \"control\": true; 2 arms have",
                "\"name\": \"s\" | \"name\": \"m\" | secondary[0].name: \"m\" is the name of primary[0] already",
                "\"windowDays\": 1, | \"windowDays\": 0, | guardrails[0].windowDays: must be at least 1, not 0",
                "\"level\": 0.9 | \"level\": 95 | secondary[0].level: is between 0 and 1, such as 0.95, not 95.0",
                "\"level\": 0.9 | \"level\": 0.9, \"cap\": 1 | secondary[0].cap: has no meaning for a proportion or a quantile; leave it out",
                "\"level\": 0.9 | \"level\": 0.9, \"capQuantile\": 0.9 | secondary[0].capQuantile: has no meaning for a proportion or a quantile; leave it out",
                "\"level\": 0.9 | \"level\": 0.9, \"column\": \"\" | secondary[0]: a column's name must not be empty",
                "\"cap\": 5 | \"cap\": 0 | primary[0].cap: must be above 0, not 0.0",
                "\"cap\": 5 | \"capQuantile\": 99 | primary[0].capQuantile: is between 0 and 1, such as 0.999, not 99.0",
                "\"cap\": 5 | \"cap\": 5, \"capQuantile\": 0.9 | primary[0].capQuantile: there is a cap already; keep one of the two",
                "\"denominator\": \"y\" | \"denominator\": \"x\" | guardrails[0].denominator: is the numerator too: the ratio is always 1",
                "[\"before\"] | [\"m\"] | covariates[0]: \"m\" is a metric, which the launch may change; a covariate must be known before exposure",
                "[\"before\"] | [\"y\"] | covariates[0]: \"y\" is a metric, which the launch may change; a covariate must be known before exposure",
                "[\"before\"] | [\"c\", \"c\"] | covariates[1]: \"c\" is there twice",
                "[\"old\"] | [\"g\"] | strata[0]: \"g\" is a metric, which the launch may change; a stratum must be known before exposure",
                "\"land\" | \"s\" | slices[0].column: \"s\" is a metric, which the launch may change; a slice must be known before exposure",
                "[\"ann\"] | [] | owners: name at least one person or team who answers for it",
                "[\"ann\"] | [\"\"] | owners[0]: must not be empty",
                "\"coverage\": 1} | \"coverage\": 0.1} | ramp[1].coverage: must be above that of the step before, 0.1, not 0.1: who is in stays in",
                "\"coverage\": 1} | \"coverage\": 10} | ramp[1].coverage: is a share above 0 and at most 1, not 10.0",
                "\"coverage\": 0.1 | \"coverage\": 0 | ramp[0].coverage: is a share above 0 and at most 1, not 0.0",
                "\"minimumHours\": 24, | `` | ramp[0]: has neither \"minimumHours\" nor \"minimumUnits\": nothing is learned before the next step",
                "\"minimumHours\": 24 | \"minimumHours\": -1 | ramp[0].minimumHours: must be whole hours from 0 to 8784, a year",
                "\"minimumHours\": 24 | \"minimumHours\": 1e15 | ramp[0].minimumHours: must be whole hours from 0 to 8784, a year",
                "\"minimumHours\": 24 | \"minimumUnits\": -1 | ramp[0].minimumUnits: must be at least 0, not -1",
                "[\"g\"] | [\"gg\"] | ramp[0].guardrails[0]: \"gg\" is no guardrail of this plan; did you mean 'g'?",
                "[\"g\"] | [\"g\", \"g\"] | ramp[0].guardrails[1]: \"g\" is there twice",
            })
    void oneThingWrongIsOneProblem(String here, String instead, String problem) {
        assertTrue(PLAN.contains(here), here);
        String text = PLAN.replaceFirst(Pattern.quote(here), Matcher.quoteReplacement(instead));
        assertEquals(List.of(problem), problems(text));
    }

    @Test
    void methodsHaveTheirOwnNumbers() {
        String group = PLAN.substring(PLAN.indexOf("{\"type\""), PLAN.indexOf(",\n \"multiplicity\""));
        assertEquals(
                List.of("monitoring.tauSquared: must be above 0, not -1.0"),
                problems(PLAN.replace(group, "{\"type\": \"msprt\", \"tauSquared\": -1}")));
        assertEquals(
                List.of("monitoring.narrowestAt: must be above 0, not 0.0"),
                problems(PLAN.replace(group, "{\"type\": \"confidence-sequence\", \"narrowestAt\": 0}")));
        assertEquals(List.of("monitoring: must be an object in braces, not 3"), problems(PLAN.replace(group, "3")));
    }

    @Test
    void listsThatMustHaveElements() {
        assertEquals(
                List.of("arms: there must be at least two arms, not 1"),
                problems(PLAN.replace(", {\"name\": \"b\", \"weight\": 2, \"units\": 200}", "")));
        String primary = PLAN.substring(PLAN.indexOf("{\"name\": \"m\""), PLAN.indexOf("],\n \"secondary\""));
        assertEquals(
                List.of("primary: there must be at least one primary metric"), problems(PLAN.replace(primary, "")));
        String ramp = PLAN.substring(PLAN.indexOf("{\"coverage\""), PLAN.indexOf("],\n \"start\""));
        assertEquals(
                List.of("ramp: has no step; leave it out to start with all units"), problems(PLAN.replace(ramp, "")));
    }

    @Test
    void anObjectIsNoList() {
        assertEquals(
                List.of("slices: must be a list in brackets, not {\"column\":\"land\"}"),
                problems(PLAN.replace("[{\"column\": \"land\", \"values\": [\"de\"]}]", "{\"column\": \"land\"}")));
    }

    @Test
    void allProblemsAreReportedTogether() {
        String text = PLAN.replace("\"alpha\": 0.05", "\"alpha\": 5")
                .replace("\"margin\"", "\"margn\"")
                .replace("\"weight\": 2", "\"weight\": -2")
                .replace("\"owners\": [\"ann\"],", "");
        var refusal = assertThrows(PlanException.class, () -> Plan.read(text));
        assertEquals("""
                the plan has 4 problems:
                  guardrails[0].margn: is no known key; did you mean 'margin'?
                  owners: is missing
                  arms[1].weight: must be above 0, not -2.0; leave an arm out that gets no units
                  alpha: is between 0 and 1, such as 0.05, not 5.0""", refusal.getMessage());
        assertEquals(new Problem("owners", "is missing"), refusal.problems().get(1));
    }

    @Test
    void whatIsNoObjectIsNoPlan() {
        assertEquals(List.of("the plan: must be an object in braces, not [1]"), problems("[1]"));
    }

    @Test
    void aPlanInCodeIsHeldToTheSameRules() {
        Plan plan = Plan.example();
        var refusal = assertThrows(
                PlanException.class,
                () -> new Plan(
                        plan.name(),
                        plan.hypothesis(),
                        plan.population(),
                        plan.metrics(),
                        plan.inference(),
                        plan.slices(),
                        List.of(new RampStep(Double.NaN, Duration.ofMinutes(90), 0, List.of())),
                        plan.owners(),
                        Optional.empty()));
        assertEquals(
                List.of("ramp[0].coverage", "ramp[0].minimumHours"),
                refusal.problems().stream().map(Problem::path).toList());
    }

    private static List<String> problems(String text) {
        return assertThrows(PlanException.class, () -> Plan.read(text)).problems().stream()
                .map(Problem::toString)
                .toList();
    }
}
