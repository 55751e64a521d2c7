package dev.fairlead.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.evaluate.RetrievalEvaluation.Retrieved;
import dev.fairlead.learn.MetricRow;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RetrievalEvaluationTest {
    private static List<Retrieved> users(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Retrieved> users = new ArrayList<>();
        for (int u = 0; u < 40; u++) {
            Set<String> ranked = new LinkedHashSet<>();
            Set<String> relevant = new LinkedHashSet<>();
            for (int i = random.nextInt(30); i > 0; i--) {
                ranked.add("i" + random.nextInt(50));
            }
            for (int i = random.nextInt(6); i > 0; i--) {
                relevant.add("i" + random.nextInt(50));
            }
            users.add(new Retrieved(List.copyOf(ranked), relevant));
        }
        return users;
    }

    @Test
    void measuresAreWhatCountingSays() {
        for (long seed = 1; seed <= 20; seed++) {
            List<Retrieved> users = users(seed);
            List<MetricRow> rows = RetrievalEvaluation.rows("p", "all", users, List.of(3, 10), 5, 200, 1);
            for (int row = 0; row < 2; row++) {
                int k = row == 0 ? 3 : 10;
                long hits = 0;
                long pairs = 0;
                for (Retrieved user : users) {
                    hits += user.ranked().stream()
                            .limit(k)
                            .filter(user.relevant()::contains)
                            .count();
                    pairs += user.relevant().size();
                }
                assertEquals("recall@" + k, rows.get(row).metric());
                assertEquals((double) hits / pairs, rows.get(row).value(), 1e-12);
                assertEquals(pairs, rows.get(row).n());
                assertTrue(rows.get(row).low() <= rows.get(row).value()
                        && rows.get(row).value() <= rows.get(row).high());
            }
            double sum = 0;
            int counted = 0;
            for (Retrieved user : users) {
                double dcg = 0;
                double best = 0;
                for (int i = 0; i < 5; i++) {
                    double discount = Math.log(2) / Math.log(i + 2);
                    dcg += i < user.ranked().size()
                                    && user.relevant().contains(user.ranked().get(i))
                            ? discount
                            : 0;
                    best += i < user.relevant().size() ? discount : 0;
                }
                if (best > 0) {
                    sum += dcg / best;
                    counted++;
                }
            }
            assertEquals(sum / counted, rows.get(2).value(), 1e-12);
            assertEquals(counted, rows.get(2).n());
        }
    }

    @Test
    void nothingToFindGivesNoRows() {
        assertEquals(
                List.of(),
                RetrievalEvaluation.rows(
                        "p", "all", List.of(new Retrieved(List.of("a"), Set.of())), List.of(1), 1, 2, 1));
    }
}
