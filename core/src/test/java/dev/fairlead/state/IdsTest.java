package dev.fairlead.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IdsTest {
    private static final String[] ALPHABET = {"a", "B", "7", "-", "ß", "é", "Ж", "漢", "字", "\uD83D\uDE00", " "};

    @Test
    void idsAreGivenInOrderOfFirstSight() {
        Ids ids = new Ids();
        assertEquals(0, ids.intern("hat"));
        assertEquals(1, ids.intern("shoe"));
        assertEquals(0, ids.intern("hat"));
        assertEquals(1, ids.find("shoe"));
        assertEquals(Ids.UNKNOWN, ids.find("scarf"));
        assertEquals(2, ids.size());
        assertEquals("shoe", ids.text(1));
    }

    @Test
    void theEmptyTextIsNeverGivenAnId() {
        Ids ids = new Ids();
        assertEquals(Ids.UNKNOWN, ids.intern(""));
        assertEquals(Ids.UNKNOWN, ids.find(""));
        assertEquals(0, ids.size());
    }

    @Test
    void twoHundredThousandIdsOfAllScriptsBehaveLikeAHashMapAndSurviveASnapshot() throws IOException {
        Random random = new Random(1);
        Ids ids = new Ids();
        Map<String, Integer> oracle = new HashMap<>();
        while (oracle.size() < 200_000) {
            String text = text(random);
            Integer known = oracle.putIfAbsent(text, oracle.size());
            assertEquals(known == null ? oracle.size() - 1 : known, ids.intern(text));
        }
        Ids loaded = restarted(ids);
        assertEquals(oracle.size(), loaded.size());
        oracle.forEach((text, id) -> {
            assertEquals(id, ids.find(text));
            assertEquals(text, ids.text(id));
            assertEquals(id, loaded.find(text));
        });
        for (int i = 0; i < 10_000; i++) {
            String text = text(random);
            assertEquals(oracle.getOrDefault(text, Ids.UNKNOWN), loaded.find(text));
        }
    }

    /** All have one {@link String#hashCode}, and one {@link java.util.Arrays#hashCode(byte[])}: "Aa" and "BB" are interchangeable. */
    @Test
    void idsThatWereChosenToCollideAreIdsLikeOthers() {
        Ids ids = new Ids();
        for (int i = 0; i < 1 << 17; i++) {
            StringBuilder text = new StringBuilder();
            for (int bit = 0; bit < 17; bit++) {
                text.append((i >>> bit & 1) == 0 ? "Aa" : "BB");
            }
            assertEquals(i, ids.intern(text.toString()));
        }
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        int length = 1 + random.nextInt(9);
        for (int i = 0; i < length; i++) {
            text.append(ALPHABET[random.nextInt(ALPHABET.length)]);
        }
        return text.toString();
    }

    static Ids restarted(Ids ids) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ids.save(new DataOutputStream(bytes));
        Ids loaded = new Ids();
        loaded.load(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        return loaded;
    }
}
