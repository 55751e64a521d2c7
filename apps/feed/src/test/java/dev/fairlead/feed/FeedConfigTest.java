package dev.fairlead.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.learn.Boosting;
import dev.fairlead.ranking.LabelWindows;
import dev.fairlead.ranking.Objective;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
                new Boosting(Boosting.Objective.LAMBDARANK, 300, 30, 15, 0.06, 50, 0.6, 0.8, 5, false, CATEGORICAL, 1),
                config.ranker(CATEGORICAL));
        assertEquals(
                new Boosting(Boosting.Objective.LOGISTIC, 300, 30, 15, 0.06, 50, 0.6, 0.8, 5, false, CATEGORICAL, 1),
                config.classifier(CATEGORICAL));
        assertEquals(new Heuristic.Weights(21, 2), config.heuristic());
        assertEquals(500, config.candidates());
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
