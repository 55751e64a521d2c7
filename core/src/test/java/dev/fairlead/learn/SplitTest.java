package dev.fairlead.learn;

import static dev.fairlead.learn.Split.Span.OUTSIDE;
import static dev.fairlead.learn.Split.Span.TEST;
import static dev.fairlead.learn.Split.Span.TRAIN;
import static dev.fairlead.learn.Split.Span.VALIDATION;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

final class SplitTest {
    @Test
    void spansHoldTheirStartAndNotTheirEnd() {
        Split split = new Split(10, 20, 30, 40);
        Split.Span[] expected = {OUTSIDE, TRAIN, TRAIN, VALIDATION, VALIDATION, TEST, TEST, OUTSIDE};
        long[] times = {9, 10, 19, 20, 29, 30, 39, 40};
        for (int i = 0; i < times.length; i++) {
            assertEquals(expected[i], split.of(times[i]));
        }
    }

    @Test
    void spansMustRise() {
        assertThrows(IllegalArgumentException.class, () -> new Split(20, 20, 30, 40));
        assertThrows(IllegalArgumentException.class, () -> new Split(10, 30, 30, 40));
        assertThrows(IllegalArgumentException.class, () -> new Split(10, 20, 30, 29));
        assertEquals(OUTSIDE, new Split(10, 20, 30, 30).of(30), "no test span");
    }
}
