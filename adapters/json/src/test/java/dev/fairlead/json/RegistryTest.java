package dev.fairlead.json;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.learn.MetricRow;
import dev.fairlead.ranking.Objective;
import dev.fairlead.ranking.RankingModel;
import dev.fairlead.ranking.RankingModelType;
import dev.fairlead.ranking.Scores;
import dev.fairlead.ranking.Stumps;
import dev.fairlead.registry.DamagedModelException;
import dev.fairlead.registry.ModelCard;
import dev.fairlead.registry.Registry;
import dev.fairlead.registry.Release;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RegistryTest {
    private static final long CREATED = 1_772_409_600_000L;
    private static final RankingModelType RANKING = RankingModelType.RANKING;
    private static final RankingModel MODEL = Stumps.model(Objective.EXPECTED_MARGIN);

    private final HeapModels store = new HeapModels();
    private final Registry registry = registry(store);

    private static Registry registry(HeapModels store) {
        return new Registry(store, new JsonDocuments(), List.of(RANKING));
    }

    private static ModelCard card(String intendedUse, List<MetricRow> metrics) {
        return new ModelCard(
                "feed",
                intendedUse,
                "not for prices",
                new ModelCard.DataSpan(
                        "a file ünder \"test\"",
                        true,
                        12_345,
                        CREATED,
                        CREATED + 1,
                        CREATED + 2,
                        CREATED + 3,
                        "0".repeat(64)),
                "trees = 10\nseed = 7\n",
                -7,
                "LightGBM 4",
                "25 (Temurin)",
                "amd64",
                List.of(new ModelCard.Fact("ranker trees", "10"), new ModelCard.Fact("classifier trees", "20")),
                metrics);
    }

    private static ModelCard card() {
        return card(
                "order the home feed",
                List.of(
                        new MetricRow("model", "mrr", "all", 0.6312345678901234, 0.61, 0.65, 1_000),
                        new MetricRow("model", "auc", "device=mobile", 1e-7, Double.NaN, Double.NaN, 1)));
    }

    @Test
    void cardAndModelComeBackAsTheyWereStored() {
        String hash = registry.put(card(), RANKING, MODEL, CREATED);
        Release stored = registry.get(hash).orElseThrow();
        RankingModel model = stored.model(RankingModel.class);
        assertEquals(hash, stored.hash());
        assertEquals(card(), stored.card());
        assertEquals(MODEL.features(), model.features());
        assertEquals(MODEL.fingerprint(), model.fingerprint());
        assertEquals(MODEL.fingerprint(), stored.fingerprint());
        assertEquals("ranking", stored.kind());
        assertEquals(MODEL.objective(), model.objective());
        assertArrayEquals(registry.encode(RANKING, MODEL), registry.encode(RANKING, model));
        assertArrayEquals(registry.encode(card(), RANKING, MODEL), registry.encode(stored.card(), RANKING, model));
    }

    @Test
    void aModelThatWasReadBackScoresTheSameBits() {
        for (Objective objective : Objective.values()) {
            RankingModel model = Stumps.model(objective);
            RankingModel read = registry.get(registry.put(card(), RANKING, model, CREATED))
                    .orElseThrow()
                    .model(RankingModel.class);
            Random random = new Random(1);
            float[] rows = new float[2 * 200];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = random.nextInt(10) == 0 ? Float.NaN : 10 * random.nextFloat();
            }
            double[] prices = random.doubles(200, 1, 100).toArray();
            double[] margins = random.doubles(200).toArray();
            Scores expected = model.score(rows, prices, margins);
            Scores actual = read.score(rows, prices, margins);
            assertArrayEquals(expected.ranker(), actual.ranker());
            assertArrayEquals(expected.probability(), actual.probability());
            assertArrayEquals(expected.value(), actual.value());
        }
    }

    @Test
    void storingTheSameModelAgainGivesTheSameHash() {
        assertEquals(registry.put(card(), RANKING, MODEL, CREATED), registry.put(card(), RANKING, MODEL, CREATED + 1));
        assertEquals(1, registry.list().size());
        assertEquals(CREATED, registry.list().getFirst().created());
    }

    @Test
    void aHashIsFoundByAUniquePrefixOfSixDigits() {
        String hash = registry.put(card(), RANKING, MODEL, CREATED);
        assertTrue(registry.get(hash.substring(0, 6)).isPresent());
        assertTrue(registry.get(hash.substring(0, 5)).isEmpty());
        assertTrue(registry.get("").isEmpty());
        assertTrue(registry.get("unknown").isEmpty());
        assertArrayEquals(
                registry.encode(card(), RANKING, MODEL),
                registry.content(hash.substring(0, 7)).orElseThrow());
        store.damage(hash.substring(0, 10) + "f".repeat(54), new byte[1]);
        assertTrue(registry.get(hash.substring(0, 6)).isEmpty(), "two models start like this");
        assertTrue(registry.get(hash).isPresent());
    }

    @Test
    void anExportedFileCanBeImportedElsewhere() {
        String hash = registry.put(card(), RANKING, MODEL, CREATED);
        Registry other = registry(new HeapModels());
        assertEquals(hash, other.importFile(registry.content(hash).orElseThrow(), CREATED));
        assertEquals(card(), other.get(hash).orElseThrow().card());
    }

    @Test
    void aFileCutAnywhereIsDamaged() {
        byte[] whole = registry.encode(card(), RANKING, MODEL);
        for (int length = 0; length < whole.length; length++) {
            assertDamaged(Arrays.copyOf(whole, length));
            assertDamaged(Arrays.copyOfRange(whole, whole.length - length, whole.length));
        }
        assertDamaged(Arrays.copyOf(whole, whole.length + 1));
    }

    /** A changed digit of a leaf gives a model that reads well and scores wrongly: only the seal tells. */
    @Test
    void aFileEditedAnywhereIsDamaged() {
        byte[] whole = registry.encode(card(), RANKING, MODEL);
        Random random = new Random(1);
        for (int i = 0; i < whole.length; i++) {
            byte[] edited = whole.clone();
            edited[i] ^= (byte) (1 << random.nextInt(8));
            assertDamaged(edited);
            edited = whole.clone();
            edited[i] = (byte) ('0' + (whole[i] - '0' + 1) % 10);
            if (!Arrays.equals(edited, whole)) {
                assertDamaged(edited);
            }
        }
        assertTrue(registry.list().isEmpty());
    }

    /** Whoever edits and seals again has to get everything else right too. */
    @Test
    void aSealedFileWithImpossibleContentIsDamaged() {
        String whole = new String(registry.encode(card(), RANKING, MODEL), StandardCharsets.UTF_8);
        String[][] edits = {
            {"\"facts\":[", "\"facts\":[7,"},
            {"fairlead-release/1", "fairlead-release/2"},
            {"\"kind\":\"ranking\"", "\"kind\":\"sorting\""},
            {"\"seed\":-7", "\"seed\":\"x\""},
            {"\"seed\":-7", "\"unknown\":1,\"seed\":-7"},
            {"\"score\":-2.0", "\"score\":2.0"},
            {"\"score\":-2.0,", ""},
            {"\"probability\":0.5", "\"probability\":1.5"},
            {"EXPECTED_MARGIN", "PROFIT"},
            {"[\"quality\",\"price\"]", "[\"quality\"]"},
            {"num_leaves=2", "num_leaves=9"},
            {"tree\\nversion", "oak\\nversion"},
            {"\"card\":{", "\"card\":[{"},
            {"\"events\":12345", "\"events\":0"},
        };
        for (String[] edit : edits) {
            assertTrue(whole.contains(edit[0]), edit[0]);
            String document = whole.substring(0, whole.indexOf('\n')).replace(edit[0], edit[1]);
            byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
            String sealed = document + "\n{\"sha256\":\"" + HeapModels.hash(bytes) + "\"}\n";
            DamagedModelException refused = assertDamaged(sealed.getBytes(StandardCharsets.UTF_8));
            assertTrue(!String.valueOf(refused.getMessage()).contains("seal"), edit[0]);
        }
    }

    @Test
    void somethingElseThanAModelIsDamaged() {
        for (String text :
                List.of("", "\n", "{}", "[]", "null", "tree\nversion=v4\n", "\0".repeat(500), "{".repeat(500))) {
            assertDamaged(text.getBytes(StandardCharsets.UTF_8));
        }
        Random random = new Random(2);
        for (int i = 0; i < 200; i++) {
            byte[] noise = new byte[random.nextInt(300)];
            random.nextBytes(noise);
            assertDamaged(noise);
        }
    }

    private DamagedModelException assertDamaged(byte[] content) {
        return assertThrows(DamagedModelException.class, () -> registry.importFile(content, CREATED));
    }

    @Test
    void bytesThatTheStoreLetRotAreDamaged() {
        String hash = registry.put(card(), RANKING, MODEL, CREATED);
        store.damage(hash, new byte[] {1, 2, 3});
        assertThrows(DamagedModelException.class, () -> registry.get(hash));
        assertThrows(DamagedModelException.class, () -> registry.content(hash));
    }

    /** Such a card used to be stored and could never be read again. */
    @Test
    void aModelThatCouldNotBeReadBackIsNotStored() {
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> registry.put(card("long ".repeat(1_000), List.of()), RANKING, MODEL, CREATED));
        assertTrue(String.valueOf(refused.getMessage()).contains("intended_use"));
        assertTrue(registry.list().isEmpty());
    }

    /** The limit for texts of events used to hold for models too, at 20 million characters. */
    @Test
    void aModelOfManyMegabytesIsReadBack() throws Exception {
        JsonDocuments documents = new JsonDocuments();
        String text = "0.123456 ".repeat(2_500_000);
        byte[] bytes = documents.write(out -> out.text("ranker", text));
        assertEquals(text, documents.read(bytes).text("ranker").orElseThrow());
    }
}
