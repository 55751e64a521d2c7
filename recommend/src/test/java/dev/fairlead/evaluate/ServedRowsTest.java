package dev.fairlead.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.evaluate.RetrievalEvaluation.Retrieved;
import dev.fairlead.learn.MetricRow;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ServedRowsTest {
    @Test
    void hitRateAndReciprocalRankAreOfTheFirstPlaces() {
        List<Retrieved> slates = List.of(
                new Retrieved(List.of("a", "b", "c"), Set.of("b")),
                new Retrieved(List.of("a", "b", "c"), Set.of("c", "d")),
                new Retrieved(List.of("a"), Set.of("d")),
                new Retrieved(List.of("x", "y"), Set.of("x")));
        Map<String, Double> values = RetrievalEvaluation.served("model", slates, 2, 100, 1).stream()
                .collect(Collectors.toMap(MetricRow::metric, MetricRow::value));
        assertEquals(Set.of("recall@2", "recall@100", "ndcg@2", "hr@2", "mrr@2"), values.keySet());
        assertEquals(2 / 4.0, values.getOrDefault("hr@2", 0.0));
        assertEquals((1 / 2.0 + 1) / 4, values.getOrDefault("mrr@2", 0.0));
        assertEquals(2 / 5.0, values.getOrDefault("recall@2", 0.0));
        assertEquals(3 / 5.0, values.getOrDefault("recall@100", 0.0));
    }
}
