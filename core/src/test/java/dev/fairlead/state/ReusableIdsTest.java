package dev.fairlead.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReusableIdsTest {
    /** Few texts in a small table, so that chains of all kinds are cut. */
    @Test
    void theyBehaveLikeAMapAndGiveNoIdTwice() throws IOException {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            ReusableIds ids = new ReusableIds();
            Map<String, Integer> oracle = new HashMap<>();
            int most = 0;
            for (int step = 0; step < 20_000; step++) {
                String text = "text " + random.nextInt(seed < 10 ? 60 : 5_000);
                if (random.nextInt(5) < 3) {
                    int id = ids.intern(text);
                    assertEquals(oracle.getOrDefault(text, id), id);
                    assertTrue(oracle.containsKey(text) || !oracle.containsValue(id) || seed >= 10);
                    oracle.put(text, id);
                } else if (oracle.containsKey(text)) {
                    ids.remove(oracle.remove(text));
                }
                most = Math.max(most, oracle.size());
                assertEquals(oracle.size(), ids.size());
                assertEquals(oracle.getOrDefault(text, Ids.UNKNOWN), ids.find(text));
            }
            assertEquals(oracle.size(), oracle.values().stream().distinct().count());
            assertTrue(ids.limit() <= most);
            assertEquals(Ids.UNKNOWN, ids.intern(""));
            oracle.forEach((text, id) -> {
                assertEquals(id, ids.find(text));
                assertEquals(text, ids.text(id));
            });
            ReusableIds restored = new ReusableIds();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ids.save(new DataOutputStream(bytes));
            restored.load(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
            oracle.forEach((text, id) -> assertEquals(id, restored.find(text)));
            for (int i = 0; i < 100; i++) {
                assertEquals(ids.intern("new " + i), restored.intern("new " + i));
            }
        }
    }
}
