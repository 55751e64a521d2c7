package dev.fairlead.growthbook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.experiment.assignment.HashVersion;
import dev.fairlead.experiment.json.Json;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GrowthBookTest {
    private static GrowthBook payload(String features) {
        return GrowthBook.of(Json.parse("{\"features\": {" + features + "}}"));
    }

    private static Json.Obj id(String id) {
        return new Json.Obj(Map.of("id", Json.of(id)));
    }

    private static final String CHECKOUT =
            "\"checkout\": {\"defaultValue\": \"old\", \"rules\": [{\"key\": \"checkout-test\", \"variations\": [\"old\", \"new\"],"
                    + " \"hashVersion\": 2, \"weights\": [0.5, 0.5], \"meta\": [{\"key\": \"c\"}, {\"key\": \"t\"}]}]}";

    @Test
    void anExperimentGivesWhatTheHashSays() {
        GrowthBook book = payload(CHECKOUT);
        for (int i = 0; i < 1_000; i++) {
            double place = HashVersion.V2.of("checkout-test", "" + i);
            FeatureResult found = book.eval("checkout", id("" + i));
            assertEquals(Json.of(place < 0.5 ? "old" : "new"), found.value());
            assertEquals(FeatureResult.Source.EXPERIMENT, found.source());
            assertEquals(place, found.experiment().orElseThrow().place().orElseThrow());
        }
    }

    @Test
    void testersChoose() {
        GrowthBook book = payload(CHECKOUT);
        User byUrl = new User(id("7"), "https://shop.example/?checkout-test=1", Map.of(), true, true, Optional.empty());
        User byName = new User(id("7"), "", Map.of("checkout-test", 0), true, true, Optional.empty());
        User nobody = new User(id("7"), "", Map.of(), true, true, Optional.empty());
        assertEquals(Json.of("new"), book.eval("checkout", byUrl).value());
        assertEquals(Json.of("old"), book.eval("checkout", byName).value());
        assertFalse(book.eval("checkout", byUrl).experiment().orElseThrow().hashUsed());
        assertEquals(
                FeatureResult.Source.DEFAULT_VALUE,
                book.eval("checkout", nobody).source());
    }

    @Test
    void aKeptAssignmentOutlivesNewWeights() {
        StickyBuckets buckets = StickyBuckets.inMemory();
        GrowthBook before = payload(CHECKOUT);
        GrowthBook after = payload(CHECKOUT.replace("[0.5, 0.5]", "[1, 0]"));
        int kept = 0;
        for (int i = 0; i < 200; i++) {
            User user = User.of(id("" + i)).withStickyBuckets(buckets);
            Json value = before.eval("checkout", user).value();
            assertEquals(value, after.eval("checkout", user).value());
            assertTrue(after.eval("checkout", user).experiment().orElseThrow().stickyBucketUsed());
            kept += value.equals(Json.of("new")) ? 1 : 0;
        }
        assertTrue(kept > 60);
        assertEquals(Json.of("old"), after.eval("checkout", id("1")).value());
    }

    @Test
    void sharedPrerequisitesAreEvaluatedOnce() {
        var features = new StringBuilder("\"f0\": {\"defaultValue\": true}");
        for (int i = 1; i < 150; i++) {
            String gate = "{\"id\": \"f" + (i - 1) + "\", \"condition\": {\"value\": true}, \"gate\": true}";
            features.append(", \"f%d\": {\"defaultValue\": true, \"rules\": [{\"parentConditions\": [%s, %s]}]}"
                    .formatted(i, gate, gate));
        }
        assertTrue(payload(features.toString()).eval("f149", id("1")).on());
    }

    @Test
    void cyclesAndEndlessChainsEnd() {
        var features = new StringBuilder("\"f0\": {\"defaultValue\": true}");
        for (int i = 1; i < 2_000; i++) {
            features.append(
                    ", \"f%d\": {\"defaultValue\": true, \"rules\": [{\"parentConditions\": [{\"id\": \"f%d\", \"condition\": {}}]}]}"
                            .formatted(i, i - 1));
        }
        features.append(", \"self\": {\"rules\": [{\"parentConditions\": [{\"id\": \"self\", \"condition\": {}}]}]}");
        GrowthBook book = payload(features.toString());
        assertTrue(book.eval("f150", id("1")).on());
        assertEquals(
                FeatureResult.Source.CYCLIC_PREREQUISITE,
                book.eval("f1999", id("1")).source());
        assertEquals(
                FeatureResult.Source.CYCLIC_PREREQUISITE,
                book.eval("self", id("1")).source());
    }

    @Test
    void whatIsWrongInAPayloadIsSaid() {
        assertSays(
                "features.f.rules[1].coverage: must be a number, not \"half\"",
                "\"f\": {\"rules\": [{}, {\"force\": 1, \"coverage\": \"half\"}]}");
        assertSays("features.f.rules: must be an array, […], not {}", "\"f\": {\"rules\": {}}");
        assertSays(
                "features.f.rules[0].filters[0].ranges: must hold ranges of a start and an end, not [0]",
                "\"f\": {\"rules\": [{\"filters\": [{\"seed\": \"s\", \"ranges\": [[0]]}]}]}");
        assertSays(
                "experiment f.namespace: must be an array of a name, a start and an end, not [\"n\",0]",
                "\"f\": {\"rules\": [{\"variations\": [1, 2], \"namespace\": [\"n\", 0]}]}");
        GrowthBook odd = payload("\"f\": {\"rules\": [{\"force\": 1, \"condition\": {\"a\": {\"$odd\": 1}}}]}");
        assertEquals(1, odd.problems().size());
        assertFalse(odd.eval("f", id("1")).on());
        assertThrows(
                IllegalArgumentException.class,
                () -> odd.experiment(Json.parse("{\"key\": \"k\", \"variations\": [0, 1], \"urlPatterns\": []}")));
        assertThrows(IllegalArgumentException.class, () -> odd.experiment(Json.parse("{\"variations\": [0, 1]}")));
    }

    private static void assertSays(String sentence, String features) {
        assertEquals(
                sentence,
                assertThrows(IllegalArgumentException.class, () -> payload(features))
                        .getMessage());
    }

    @Test
    void encryptedPayloads() {
        String encrypted = "m5ylFM6ndyOJA2OPadubkw==.Uu7ViqgKEt/dWvCyhI46q088PkAEJbnXKf3KPZjf9IEQQ+A8fojNoxw4wIbPX3aj";
        assertEquals(
                Optional.of("{\"feature\":{\"defaultValue\":true}}"),
                EncryptedPayload.decrypt(encrypted, "Zvwv/+uhpFDznZ6SX28Yjg=="));
        assertEquals(Optional.empty(), EncryptedPayload.decrypt(encrypted, "Zvwv/+uhpFDznZ6SX39Yjg=="));
        assertEquals(Optional.empty(), EncryptedPayload.decrypt("no dot", "Zvwv/+uhpFDznZ6SX28Yjg=="));
    }
}
