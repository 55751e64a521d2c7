package dev.fairlead.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PositionTest {
    private static final Position SEVERAL = Position.of(12).with(1, 40);

    @Test
    void onePartitionIsWrittenAsItsOffset() {
        assertEquals("0", Position.START.toString());
        assertEquals("1234", Position.of(1_234).toString());
        assertEquals("0:12,1:40", SEVERAL.toString());
        assertEquals("3:7", Position.START.with(3, 7).toString());
        for (Position each : List.of(Position.START, Position.of(Long.MAX_VALUE), SEVERAL, Position.START.with(3, 7))) {
            assertEquals(each, Position.parse(each.toString()));
        }
    }

    @Test
    void whatIsNoPositionIsRefused() {
        for (String text :
                List.of("", "x", "-1", "1,2", "0:1", "1:40,0:12", "0:1,0:2", "1:", ":1", "1:1,", "01", "1:0")) {
            IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> Position.parse(text), text);
            assertTrue(String.valueOf(e.getMessage()).contains("1234"), e.getMessage());
        }
        assertThrows(IllegalArgumentException.class, () -> Position.of(-1));
        assertThrows(IllegalArgumentException.class, () -> Position.START.with(-1, 1));
    }

    @Test
    void positionsAreOnlyPartlyOrdered() {
        assertFalse(Position.of(13).covers(SEVERAL));
        assertFalse(SEVERAL.covers(Position.of(13)));
        assertEquals(Position.of(13).with(1, 40), Position.of(13).max(SEVERAL));
        assertEquals(Position.of(12), Position.of(13).min(SEVERAL));
        assertEquals(41, Position.of(13).with(2, 9).lag(SEVERAL.with(2, 10)));
    }

    /** Oracle: a map from partition to offset. */
    @Test
    void randomPositionsAreLikeMaps() {
        Random random = new Random(14);
        List<Position> all = new ArrayList<>();
        for (int round = 0; round < 2_000; round++) {
            Map<Integer, Long> a = random(random);
            Map<Integer, Long> b = random(random);
            Position left = of(a);
            Position right = of(b);
            all.add(left);
            boolean covers = b.entrySet().stream().allMatch(e -> a.getOrDefault(e.getKey(), 0L) >= e.getValue());
            assertEquals(covers, left.covers(right), left + " covers " + right);
            Map<Integer, Long> max = new TreeMap<>(a);
            b.forEach((partition, offset) -> max.merge(partition, offset, Math::max));
            assertEquals(of(max), left.max(right));
            assertEquals(left.max(right), right.max(left));
            assertTrue(left.covers(left.min(right)) && right.covers(left.min(right)));
            assertEquals(left, left.max(left.min(right)));
            assertEquals(a.equals(b), left.equals(right));
            assertEquals(left, Position.parse(left.toString()));
        }
        all.sort(Position.ORDER);
        for (int i = 1; i < all.size(); i++) {
            assertTrue(all.get(i).equals(all.get(i - 1)) || !all.get(i - 1).covers(all.get(i)));
        }
    }

    @Test
    void aCursorIsAPositionThatMoves() {
        Cursor cursor = new Cursor();
        cursor.advance(0, 7);
        cursor.advance(2, 3);
        assertEquals(Position.of(7).with(2, 3), cursor.position());
        assertThrows(IllegalStateException.class, () -> cursor.advance(2, 3));
        Cursor other = new Cursor();
        other.moveTo(SEVERAL);
        other.advance(1, 41);
        assertEquals(Position.of(12).with(1, 41), other.position());
        assertThrows(IllegalStateException.class, () -> other.moveTo(SEVERAL));
    }

    private static Map<Integer, Long> random(Random random) {
        Map<Integer, Long> offsets = new TreeMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            offsets.put(random.nextInt(4), 1 + random.nextLong(3));
        }
        return offsets;
    }

    private static Position of(Map<Integer, Long> offsets) {
        Position position = Position.START;
        List<Integer> partitions = new ArrayList<>(offsets.keySet());
        Collections.shuffle(partitions, new Random(offsets.hashCode()));
        for (int partition : partitions) {
            position = position.with(partition, offsets.getOrDefault(partition, 0L));
        }
        return position;
    }
}
