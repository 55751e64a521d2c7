package dev.fairlead.experiment.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SuggestionTest {
    @Test
    void theClosestNameIsSuggested() {
        assertEquals("; did you mean 'price'?", Suggestion.of("prize", List.of("item", "price", "pride and joy")));
    }

    @Test
    void namesAreListedWhenNoneIsClose() {
        assertEquals("; known: item, price", Suggestion.of("colour", List.of("item", "price")));
        assertEquals("; there is none to choose from", Suggestion.of("colour", List.of()));
    }

    @Test
    void swappedLettersAndOtherCasesAreClose() {
        assertEquals(1, Suggestion.distance("naem", "name"));
        assertEquals("; did you mean 'b'?", Suggestion.of("B", List.of("b", "control")));
    }

    @Test
    void distanceEqualsItsRecursiveDefinition() {
        Random random = new Random(1);
        for (int i = 0; i < 300; i++) {
            String a = text(random);
            String b = text(random);
            assertEquals(naive(a, b), Suggestion.distance(a, b), () -> a + " " + b);
        }
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append((char) ('a' + random.nextInt(3)));
        }
        return text.toString();
    }

    private static int naive(String a, String b) {
        if (a.isEmpty() || b.isEmpty()) {
            return a.length() + b.length();
        }
        int substitute = naive(a.substring(1), b.substring(1)) + (a.charAt(0) == b.charAt(0) ? 0 : 1);
        int least = Math.min(substitute, 1 + Math.min(naive(a.substring(1), b), naive(a, b.substring(1))));
        boolean swapped = a.length() > 1 && b.length() > 1 && a.charAt(0) == b.charAt(1) && a.charAt(1) == b.charAt(0);
        return swapped ? Math.min(least, 1 + naive(a.substring(2), b.substring(2))) : least;
    }
}
