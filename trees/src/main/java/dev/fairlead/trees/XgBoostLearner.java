package dev.fairlead.trees;

import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.Set;

/**
 * What an XGBoost model says beside its trees.
 *
 * @param names one per feature, in column order; f0, f1, … if the model gives none
 * @param classes scores per row
 * @param objective what becomes of scores
 * @param base raw score of each class before the first tree
 */
record XgBoostLearner(List<String> names, int classes, XgBoostObjective objective, double[] base) {
    /** More features than this must have their names in the file: nothing else in it would grow with them. */
    static final int MOST_UNNAMED = 1 << 22;

    /**
     * @param learner the object of that name
     * @param trees in the file; a class without one does not count
     * @param version of XGBoost that wrote the model
     */
    static XgBoostLearner of(Value.Entries learner, int trees, int[] version) {
        Value.Entries param = learner.required("learner_model_param")
                .object()
                .requireKnown(Set.of("base_score", "boost_from_average", "num_class", "num_feature", "num_target"));
        int classes = classes(param, trees);
        var objective = XgBoostObjective.of(learner.required("objective").object(), classes, version);
        return new XgBoostLearner(
                names(learner, param),
                classes,
                objective,
                base(param.required("base_score"), classes, objective.link()));
    }

    private static int classes(Value.Entries param, int trees) {
        Value told = param.required("num_class");
        int classes = Math.max(1, told.integer(0, Integer.MAX_VALUE));
        int targets = param.optional("num_target")
                .map(value -> value.integer(0, Integer.MAX_VALUE))
                .orElse(1);
        if (classes > 1 && targets > 1) {
            throw param.place().unsupported("has " + classes + " classes and " + targets + " targets", "either");
        }
        int scores = Math.max(classes, targets);
        if (scores > trees) {
            throw param.place().damaged("asks for " + scores + " scores per row of " + trees + " trees");
        }
        return scores;
    }

    private static List<String> names(Value.Entries learner, Value.Entries param) {
        Value told = param.required("num_feature");
        int features = told.integer(1, Integer.MAX_VALUE);
        List<Value> names = learner.optional("feature_names").map(Value::items).orElse(List.of());
        if (names.isEmpty()) {
            return unnamed(told.place(), features);
        }
        if (names.size() != features) {
            throw learner.required("feature_names")
                    .place()
                    .damaged("has " + names.size() + " names of " + features + " features");
        }
        return names.stream().map(Value::text).toList();
    }

    /** Names that take no memory, however many a file promises. */
    private static List<String> unnamed(Place place, int features) {
        if (features > MOST_UNNAMED) {
            throw place.unsupported("is " + features, "up to " + MOST_UNNAMED + " features without names");
        }
        return new Unnamed(features);
    }

    private static final class Unnamed extends AbstractList<String> implements RandomAccess {
        private final int features;

        Unnamed(int features) {
            this.features = features;
        }

        @Override
        public String get(int feature) {
            Objects.checkIndex(feature, features);
            return "f" + feature;
        }

        @Override
        public int size() {
            return features;
        }
    }

    /** One number for all classes or, since XGBoost 3.1, in brackets one for each or for all. */
    private static double[] base(Value told, int classes, XgBoostObjective.Link link) {
        String text = told.text().strip();
        boolean list = text.startsWith("[") && text.endsWith("]") && text.length() > 2;
        String[] numbers = (list ? text.substring(1, text.length() - 1) : text).split(",", -1);
        if (numbers.length != 1 && numbers.length != classes) {
            throw told.place().damaged("has " + numbers.length + " values for " + classes + " scores per row");
        }
        var base = new double[classes];
        float before = Float.NaN;
        for (int c = 0; c < classes; c++) {
            String number = numbers[numbers.length == 1 ? 0 : c].strip();
            float score = score(told.place(), number);
            base[c] = margin(told.place(), number, link.margin(score, before));
            before = score;
        }
        return base;
    }

    private static float score(Place place, String number) {
        return (float) JsonReader.floating(number)
                .orElseThrow(() -> place.damaged("has " + Field.quote(number) + " where a number belongs"));
    }

    private static float margin(Place place, String number, float margin) {
        if (!Float.isFinite(margin)) {
            throw place.unsupported(
                    "has " + number + ", whose raw score is " + margin, "models that start from a finite raw score");
        }
        return margin;
    }
}
