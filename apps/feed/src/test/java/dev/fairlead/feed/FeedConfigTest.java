package dev.fairlead.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.learn.GbdtParameters;
import dev.fairlead.policy.PolicyConfig;
import dev.fairlead.ranking.LabelWindows;
import dev.fairlead.ranking.Objective;
import dev.fairlead.retrieval.TowerConfig;
import dev.fairlead.retrieval.TowerShape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeedConfigTest {
    private static final List<Integer> CATEGORICAL = List.of(3, 5);

    private static String refusal(String key, String value) {
        return Story.refusal(() -> FeedConfig.defaults().with(key, value));
    }

    @Test
    void theDefaultsAreTheseNumbers() {
        FeedConfig config = FeedConfig.defaults();
        assertEquals(Objective.EXPECTED_MARGIN, config.objective());
        assertEquals(FeedConfig.Outcome.PURCHASE, config.outcome());
        assertEquals(new LabelWindows(Duration.ofHours(12), Duration.ofHours(24), Duration.ofDays(7)), config.labels());
        assertEquals(0.2, config.validationShare());
        assertEquals(0.2, config.testShare());
        assertEquals(10, config.negativesPerPositive());
        assertEquals(1, config.seed());
        assertTrue(config.refit());
        assertEquals(
                new GbdtParameters(
                        GbdtParameters.Objective.LAMBDARANK, 300, 30, 15, 0.06, 50, 0.6, 0.8, 5, false, CATEGORICAL, 1),
                config.ranker(CATEGORICAL));
        assertEquals(
                new GbdtParameters(
                        GbdtParameters.Objective.LOGISTIC, 300, 30, 15, 0.06, 50, 0.6, 0.8, 5, false, CATEGORICAL, 1),
                config.classifier(CATEGORICAL));
        assertEquals(new Heuristic.Weights(21, 2), config.heuristic());
        assertEquals(FeedConfig.Positions.NONE, config.positions());
        assertEquals(10, config.positionClip());
        assertEquals(500, config.candidates());
        assertEquals(
                List.of(0.06, 0.28, 0.12, 0.12, 0.08, 0.06, 0.06, 0.06, 0.06),
                Stream.of("recent", "personal", "similar", "next", "session", "fresh", "new-seller", "trending", "new")
                        .map(config::sourceShare)
                        .toList());
        assertEquals(Duration.ofMillis(25), config.sourcesDeadline());
        assertEquals(Duration.ofMillis(250), config.stateDeadline());
        assertEquals(Duration.ofDays(30), config.idleUsers());
        assertTrue(config.towers());
        assertEquals(
                new TowerConfig(
                        new TowerShape(16, 30, 86_400e6, 1e9, 0.7, 1, false, false),
                        TowerConfig.Loss.SOFTMAX,
                        4,
                        1,
                        128,
                        256,
                        0,
                        0.05,
                        100,
                        0,
                        0.1,
                        0,
                        false,
                        2,
                        1_000_000,
                        0.05,
                        1),
                config.towerConfig());
    }

    @Test
    void theDefaultRulesAreTheseNumbers() {
        FeedConfig config = FeedConfig.defaults();
        assertEquals(
                new PolicyConfig(
                        8,
                        new PolicyConfig.Weights(1, 0.5, 0, 0),
                        new PolicyConfig.Caps(4, 3),
                        new PolicyConfig.Diversity(PolicyConfig.Method.MMR, PolicyConfig.Alike.CATEGORY, 0.1, 80),
                        Map.of(),
                        new PolicyConfig.Exposure(0.1, 0.104, 500, 0.5, Duration.ofDays(14)),
                        new PolicyConfig.Exploration(0.015, 0.05, 0, 20, 8, 0.04, 25),
                        0.6),
                config.policy());
        assertEquals(Duration.ofDays(14), config.newSellerAge());
        assertEquals(3, config.coldClicks());
        assertEquals(14, config.newItemDays());
        assertEquals(200, config.newItemTrials());
    }

    /** To write it anew, after a change of the declaration, take the expected text of the failure. */
    @Test
    void theFileOfDefaultsIsTheDeclarations() throws IOException {
        try (InputStream in = Objects.requireNonNull(FeedConfig.class.getResourceAsStream("feed.properties"))) {
            assertEquals(FeedConfig.file(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
        assertEquals(
                FeedConfig.defaults().text(),
                FeedConfig.parse(FeedConfig.file()).text());
    }

    @Test
    void pinsAreItemsAtPositions() {
        assertEquals(
                Map.of("sofa-1", 3, "b", 1),
                FeedConfig.defaults()
                        .with("policy.pins", "sofa-1@3, b@1")
                        .policy()
                        .pins());
        assertEquals(
                "configuration key 'policy.pins' is 'sofa-1'; it must be written as item@position, like sofa-1@3, with commas between",
                refusal("policy.pins", "sofa-1"));
        assertTrue(refusal("policy.pins", "a@3,b@3").contains("different for different items"));
    }

    @Test
    void theSourcesLeaveSomethingForWhatIsPopular() {
        assertTrue(refusal("sources.personal.share", "0.9").contains("must leave something"));
    }

    @Test
    void clickOutLogsAreOrderedByRelevance() {
        FeedConfig config = FeedConfig.clickOut();
        assertEquals(Objective.RELEVANCE, config.objective());
        assertEquals(FeedConfig.Outcome.CLICK, config.outcome());
        assertEquals(0.16, config.validationShare());
        assertEquals(1_000, config.negativesPerPositive());
    }

    @Test
    void anUnknownKeyStopsWithASuggestion() {
        assertEquals("unknown configuration key 'candidats'; did you mean 'candidates'?", refusal("candidats", "9"));
    }

    @Test
    void aValueOutOfRangeSaysWhichWouldBeRight() {
        assertEquals(
                "configuration key 'candidates' is '0'; it must be a whole number from 1 to 10000",
                refusal("candidates", "0"));
        assertEquals(
                "configuration key 'objective' is 'clicks'; it must be one of expected-margin, relevance",
                refusal("objective", "clicks"));
        for (String wrong : List.of("", "x", "NaN", "-1", "Infinity")) {
            assertTrue(refusal("heuristic.price.weight", wrong).contains("number from 0.0 to 100.0"), wrong);
        }
        assertTrue(refusal("training.refit", "yes").contains("false, true"));
        assertTrue(refusal("split.test.share", "0.85").contains("leave nothing to train on"));
    }

    @Test
    void bugAFractionOfATreeWasCutOffInSilence() {
        for (String key :
                List.of("ranker.trees", "classifier.leaves", "ranker.min.leaf.rows", "candidates", "training.seed")) {
            assertTrue(refusal(key, "10.7").contains("whole number"), key);
        }
    }

    @Test
    void bugALabelWindowOfLessThanAMinuteWasEmpty() {
        assertEquals(
                Duration.ofSeconds(36),
                FeedConfig.defaults()
                        .with("labels.click.hours", "0.01")
                        .labels()
                        .click());
    }

    @Test
    void textReadsBack() {
        FeedConfig changed = FeedConfig.clickOut().with("training.seed", "42").with("ranker.learning.rate", "1e-2");
        FeedConfig again = FeedConfig.parse(changed.text());
        assertEquals(changed.text(), again.text());
        assertEquals(42, again.seed());
        assertTrue(changed.text().contains("ranker.learning.rate=1e-2\n"));
    }

    @Test
    void aFileChangesSomeNumbersAndAnErrorNamesIt(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("mine.properties");
        Files.writeString(file, "# mine\ncandidates = 50\n");
        assertEquals(50, FeedConfig.read(file).candidates());
        assertEquals(21, FeedConfig.read(file).heuristic().recencyHalfLifeDays());
        Files.writeString(file, "candidats = 50\n");
        String message = Story.refusal(() -> FeedConfig.read(file));
        assertTrue(message.startsWith(file + ": unknown configuration key"), message);
        Path missing = folder.resolve("missing");
        assertEquals("there is no configuration file " + missing, Story.refusal(() -> FeedConfig.read(missing)));
    }
}
