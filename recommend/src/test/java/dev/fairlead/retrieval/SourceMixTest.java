package dev.fairlead.retrieval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SourceMixTest {
    private static List<Found> list(String... items) {
        return Stream.of(items).map(item -> new Found(item, 1)).toList();
    }

    private static final SourceMix MIX = new SourceMix(
            List.of(new SourceMix.Share("a", 1, 1), new SourceMix.Share("b", 2, 2), new SourceMix.Share("off", 0, 1)));

    @Test
    void ranksAreWeightedAndAdded() {
        Map<String, List<Found>> lists =
                Map.of("a", list("x", "y"), "b", list("z", "y"), "off", list("never"), "unnamed", list("neither"));
        assertEquals(
                List.of(
                        new SourceMix.Mixed("y", 1 / 3.0 + 2 / 4.0, List.of("a", "b")),
                        new SourceMix.Mixed("z", 2 / 3.0, List.of("b")),
                        new SourceMix.Mixed("x", 1 / 2.0, List.of("a"))),
                MIX.merge(lists, 5));
        assertEquals(2, MIX.merge(lists, 2).size());
    }

    @Test
    void ofEqualScoresTheEarlierSourcesItemIsFirst() {
        SourceMix equal = new SourceMix(List.of(new SourceMix.Share("a", 1, 5), new SourceMix.Share("b", 1, 5)));
        assertEquals(
                List.of("z", "x"),
                equal.merge(Map.of("a", list("z"), "b", list("x")), 5).stream()
                        .map(SourceMix.Mixed::item)
                        .toList());
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new SourceMix.Share("a", -1, 1));
        assertThrows(IllegalArgumentException.class, () -> new SourceMix.Share("a", 1, 0));
        assertThrows(
                IllegalArgumentException.class,
                () -> new SourceMix(List.of(new SourceMix.Share("a", 1, 1), new SourceMix.Share("a", 2, 1))));
    }
}
