package dev.fairlead.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.evaluate.RetrievalEvaluation.Retrieved;
import dev.fairlead.learn.MetricRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ServedRowsTest {
    @Test
    void hitRateAndReciprocalRankAreOfTheFirstPlaces() {
        List<Retrieved> slates = List.of(
                new Retrieved(List.of("a", "b", "c"), Set.of("b")),
                new Retrieved(List.of("a", "b", "c"), Set.of("c", "d")),
                new Retrieved(List.of("a"), Set.of("d")),
                new Retrieved(List.of("x", "y"), Set.of("x")));
        Map<String, Double> values =
                RetrievalEvaluation.served("model", slates, new int[] {0, 1, 1, 2}, 2, 100, 1).stream()
                        .collect(Collectors.toMap(MetricRow::metric, MetricRow::value));
        assertEquals(Set.of("recall@2", "recall@100", "ndcg@2", "hr@2", "mrr@2"), values.keySet());
        assertEquals(2 / 4.0, values.getOrDefault("hr@2", 0.0));
        assertEquals((1 / 2.0 + 1) / 4, values.getOrDefault("mrr@2", 0.0));
        assertEquals(2 / 5.0, values.getOrDefault("recall@2", 0.0));
        assertEquals(3 / 5.0, values.getOrDefault("recall@100", 0.0));
    }

    /** Who asks often is drawn with all that was asked: the interval is that of as many people, and wider than that of as many questions. */
    @Test
    void intervalsAreOfPeopleAndNotOfTheirQuestions() {
        List<Retrieved> slates = new ArrayList<>();
        int[] people = new int[400];
        for (int s = 0; s < people.length; s++) {
            people[s] = s / 10; // ten questions each, all of them answered or none
            slates.add(new Retrieved(List.of("a"), Set.of(people[s] % 2 == 0 ? "a" : "b")));
        }
        int[] questions = IntStream.range(0, people.length).toArray();
        List<Retrieved> once = IntStream.range(0, 40)
                .mapToObj(person -> slates.get(10 * person))
                .toList();
        MetricRow clustered = hits(slates, people);
        MetricRow single = hits(once, IntStream.range(0, 40).toArray());
        assertEquals(single.low(), clustered.low(), 1e-12);
        assertEquals(single.high(), clustered.high(), 1e-12);
        assertEquals(400, clustered.n());
        MetricRow naive = hits(slates, questions);
        assertEquals(Math.sqrt(10), (clustered.high() - clustered.low()) / (naive.high() - naive.low()), 0.5);
    }

    private static MetricRow hits(List<Retrieved> slates, int[] units) {
        return RetrievalEvaluation.served("model", slates, units, 20, 2_000, 1).stream()
                .filter(row -> row.metric().equals("hr@20"))
                .findFirst()
                .orElseThrow();
    }
}
