package dev.fairlead.growthbook;

import static dev.fairlead.experiment.Vectors.get;
import static dev.fairlead.experiment.Vectors.list;
import static dev.fairlead.experiment.Vectors.number;
import static dev.fairlead.experiment.Vectors.text;

import dev.fairlead.experiment.Reproduced;
import dev.fairlead.experiment.Vectors;
import dev.fairlead.experiment.json.Json;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The cases that GrowthBook publishes for its SDKs, all of each section. */
@Tag("conformance")
class ConformanceTest {
    private static final String FILE = "growthbook/cases.json";

    private static String string(Json value) {
        return ((Json.Str) value).value();
    }

    private static double[] doubles(Json value) {
        return value instanceof Json.Null
                ? new double[0]
                : list(value).stream().mapToDouble(Vectors::number).toArray();
    }

    @Test
    void getQueryStringOverride() {
        Reproduced.section(FILE, "getQueryStringOverride", (row, reproduced) -> {
            OptionalInt found = QueryString.override(string(row.get(1)), string(row.get(2)), (int) number(row.get(3)));
            reproduced.same(row.get(4), found.isPresent() ? Json.of(found.getAsInt()) : Json.NULL, row.toString());
        });
    }

    @Test
    void decrypt() {
        Reproduced.section(FILE, "decrypt", (row, reproduced) -> {
            Optional<String> found = EncryptedPayload.decrypt(string(row.get(1)), string(row.get(2)));
            reproduced.same(row.get(3), found.map(Json::of).orElse(Json.NULL), row.toString());
        });
    }

    @Test
    void evalCondition() {
        Reproduced.section(FILE, "evalCondition", (row, reproduced) -> {
            SavedGroups groups = row.size() > 4 ? new SavedGroups((Json.Obj) row.get(4)) : SavedGroups.none();
            boolean found = new Targeting((Json.Obj) row.get(1), groups).holds((Json.Obj) row.get(2));
            reproduced.same(row.get(3), Json.of(found), row.toString());
        });
    }

    private static User user(Json context) {
        Json.Obj object = (Json.Obj) context;
        var forced = new HashMap<String, Integer>();
        object.get("forcedVariations")
                .ifPresent(all -> ((Json.Obj) all)
                        .members()
                        .forEach((key, variation) -> forced.put(key, (int) number(variation))));
        return new User(
                (Json.Obj) object.get("attributes").orElse(new Json.Obj(Map.of())),
                object.get("url").map(ConformanceTest::string).orElse(""),
                forced,
                object.get("qaMode").equals(Optional.of(Json.of(true))),
                !object.get("enabled").equals(Optional.of(Json.of(false))),
                Optional.empty());
    }

    @Test
    void feature() {
        Reproduced.section(FILE, "feature", ConformanceTest::feature);
    }

    @Test
    void contextualBandit() {
        Reproduced.section(FILE, "contextualBandit", ConformanceTest::feature);
    }

    private static void feature(List<Json> row, Reproduced reproduced) {
        FeatureResult found = GrowthBook.of(row.get(1)).eval(string(row.get(2)), user(row.get(1)));
        reproduced.same(row.get(3), json(found), row.toString());
    }

    private static Json json(FeatureResult result) {
        var members = new LinkedHashMap<String, Json>();
        members.put("value", result.value());
        members.put("on", Json.of(result.on()));
        members.put("off", Json.of(!result.on()));
        members.put("source", Json.of(result.source().text()));
        members.put("ruleId", Json.of(result.rule()));
        result.experiment().ifPresent(experiment -> {
            var definition = new LinkedHashMap<>(experiment.definition().members());
            experiment.bandit().ifPresent(choice -> definition.put("contextualBandit", new Json.Obj(bandit(choice))));
            members.put("experiment", new Json.Obj(definition));
            members.put("experimentResult", json(experiment));
        });
        return new Json.Obj(members);
    }

    private static Json json(ExperimentResult result) {
        var members = new LinkedHashMap<String, Json>();
        result.feature().ifPresent(feature -> members.put("featureId", Json.of(feature)));
        members.put("key", Json.of(result.key()));
        members.put("value", result.value());
        members.put("variationId", Json.of(result.variation()));
        members.put("inExperiment", Json.of(result.inExperiment()));
        members.put("hashUsed", Json.of(result.hashUsed()));
        members.put("hashAttribute", Json.of(result.hashAttribute()));
        members.put("hashValue", result.hashValue());
        members.put("stickyBucketUsed", Json.of(result.stickyBucketUsed()));
        result.place().ifPresent(place -> members.put("bucket", Json.of(place)));
        result.name().ifPresent(name -> members.put("name", Json.of(name)));
        if (result.passthrough()) {
            members.put("passthrough", Json.of(true));
        }
        result.bandit().ifPresent(choice -> members.putAll(bandit(choice)));
        return new Json.Obj(members);
    }

    private static Map<String, Json> bandit(BanditChoice choice) {
        var members = new LinkedHashMap<String, Json>();
        members.put("leafId", Json.of(choice.leaf()));
        members.put(
                "variationWeights",
                new Json.Arr(choice.weights().stream().map(Json::of).toList()));
        choice.version().ifPresent(version -> members.put("banditVersion", Json.of(version)));
        return members;
    }

    @Test
    void run() {
        Reproduced.section(FILE, "run", (row, reproduced) -> {
            ExperimentResult found =
                    GrowthBook.of(row.get(1)).experiment(row.get(2)).run(user(row.get(1)));
            reproduced.same(
                    List.of(row.get(3), row.get(4), row.get(5)),
                    List.of(found.value(), Json.of(found.inExperiment()), Json.of(found.hashUsed())),
                    row.toString());
        });
    }

    @Test
    void stickyBucket() {
        Reproduced.section(FILE, "stickyBucket", (row, reproduced) -> {
            StickyBuckets buckets = StickyBuckets.inMemory();
            for (Json kept : list(row.get(2))) {
                buckets.save(kept(kept));
            }
            User user = user(row.get(1)).withStickyBuckets(buckets);
            Optional<ExperimentResult> found =
                    GrowthBook.of(row.get(1)).eval(string(row.get(3)), user).experiment();
            reproduced.same(row.get(4), found.map(ConformanceTest::json).orElse(Json.NULL), row.toString());
            ((Json.Obj) row.get(5)).members().values().forEach(kept -> {
                StickyAssignments expected = kept(kept);
                reproduced.same(
                        Optional.of(expected), buckets.get(expected.attribute(), expected.unit()), row.toString());
            });
        });
    }

    private static StickyAssignments kept(Json kept) {
        var assignments = new HashMap<String, String>();
        ((Json.Obj) get(kept, "assignments"))
                .members()
                .forEach((key, variation) -> assignments.put(key, string(variation)));
        return new StickyAssignments(text(kept, "attributeName"), text(kept, "attributeValue"), assignments);
    }
}
