package dev.fairlead.trees;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads an XGBoost model of its JSON or UBJSON file, whose objects and fields are the same.
 *
 * <p>Every tree of the file scores: {@code best_iteration} among the attributes, which early stopping leaves behind, is a note
 * to whoever predicts, and XGBoost's own C interface does not heed it either. Feature types and encodings of categories
 * ({@code feature_types}, {@code cats}) are not used: a row holds the numbers of categories.
 */
final class XgBoostModel {
    /** Fields that tell another library's JSON, and what it is. */
    private static final Map<String, String> OTHERS = Map.of(
            "tree_info", "is a JSON dump of LightGBM, which drops digits; save the model as text",
            "oblivious_trees", "is a model of CatBoost",
            "nodeid", "is a JSON dump of XGBoost, which lacks what predictions need; use save_model",
            "Model", "is a snapshot of an XGBoost booster with its training state; use save_model");

    private static final String READABLE = "models that XGBoost's save_model wrote";

    private final Value.Entries learner;
    private final Value.Entries booster;
    private final Value.Entries model;
    private final List<Value> trees;
    private final int[] version;

    private XgBoostModel(Value.Entries root) {
        requireXgBoost(root);
        root.requireKnown(Set.of("learner", "version"));
        version = version(root.required("version"));
        learner = root.required("learner")
                .object()
                .requireKnown(Set.of(
                        "attributes",
                        "feature_names",
                        "feature_types",
                        "gradient_booster",
                        "learner_model_param",
                        "objective"));
        booster = learner.required("gradient_booster").object();
        model = model(booster);
        trees = model.required("trees").items();
    }

    /** @param format as people say it, {@code JSON} or {@code UBJSON} */
    static Model read(Value value, String format) {
        return new XgBoostModel(value.object()).model(format);
    }

    private static void requireXgBoost(Value.Entries root) {
        for (String name : OTHERS.keySet()) {
            if (root.optional(name).isPresent()) {
                throw root.place().unsupported(String.valueOf(OTHERS.get(name)), READABLE);
            }
        }
    }

    private static int[] version(Value version) {
        int[] numbers = version.ints(3, 0, Integer.MAX_VALUE);
        if (numbers[0] < 1 || numbers[0] > 3) {
            throw version.place().unsupported("is " + numbers[0] + "." + numbers[1], "XGBoost 1, 2 and 3");
        }
        return numbers;
    }

    private static Value.Entries model(Value.Entries booster) {
        Value name = booster.required("name");
        Value.Entries trees = switch (name.text()) {
            case "gbtree" -> booster.requireKnown(Set.of("name", "model"));
            case "dart" ->
                booster.requireKnown(Set.of("name", "gbtree", "weight_drop"))
                        .required("gbtree")
                        .object()
                        .requireKnown(Set.of("name", "model"));
            case "gblinear" ->
                throw name.place()
                        .unsupported("is \"gblinear\": a linear model, without trees", "boosters gbtree and dart");
            default -> throw name.place().unsupported("is " + Field.quote(name.text()), "boosters gbtree and dart");
        };
        return trees.required("model")
                .object()
                .requireKnown(
                        Set.of("cats", "gbtree_model_param", "iteration_indptr", "tree_info", "trees", "weight_drop"));
    }

    private Model model(String format) {
        Value.Entries param = model.required("gbtree_model_param")
                .object()
                .requireKnown(Set.of("num_parallel_tree", "num_trees", "size_leaf_vector"));
        requireTrees(param.required("num_trees"));
        var head = XgBoostLearner.of(learner, trees.size(), version);
        return new Model(
                Library.XGBOOST,
                "XGBoost " + format + " " + version[0] + "." + version[1],
                head.names(),
                head.classes(),
                head.objective().name(),
                head.objective().output(),
                false,
                head.base(),
                readTrees(head.names().size()),
                model.required("tree_info").ints(trees.size(), 0, head.classes() - 1),
                perIteration(param, head.classes()));
    }

    private void requireTrees(Value told) {
        if (trees.isEmpty()) {
            throw model.required("trees").place().damaged("is empty: a model without trees");
        }
        if (told.integer(0, Integer.MAX_VALUE) != trees.size()) {
            throw told.place().damaged("is not " + trees.size() + ", as many trees as there are");
        }
    }

    private List<Tree> readTrees(int features) {
        double[] weight = weights();
        var read = new ArrayList<Tree>();
        long words = 0;
        for (Value tree : trees) {
            Value.Entries object = tree.object();
            int index = read.size();
            object.required("id").integer(index, index);
            read.add(XgBoostTree.read(object, features, weight.length == 0 ? 1 : (float) weight[index]));
            words += read.getLast().categoryWords().length;
            if (words > XgBoostCategories.MOST_WORDS) {
                throw XgBoostCategories.tooMany(object.place());
            }
        }
        return List.copyOf(read);
    }

    /** Of trees under dart: beside the trees since XGBoost 3.3, whose booster is gbtree then too, and around them before. */
    private double[] weights() {
        return booster.optional("weight_drop")
                .or(() -> model.optional("weight_drop").filter(value -> value.numbers().length > 0))
                .map(value -> value.numbers(trees.size()))
                .orElse(new double[0]);
    }

    /** XGBoost before 1.6 does not say how many trees each class has in an iteration. */
    private int perIteration(Value.Entries param, int classes) {
        Optional<Value> parallel = param.optional("num_parallel_tree");
        if (parallel.isEmpty()) {
            return 0;
        }
        long perIteration = (long) parallel.get().integer(1, Integer.MAX_VALUE) * classes;
        if (trees.size() % perIteration != 0) {
            throw parallel.get()
                    .place()
                    .damaged("and " + classes + " scores per row do not divide " + trees.size() + " trees");
        }
        model.optional("iteration_indptr").ifPresent(starts -> requireIterations(starts, (int) perIteration));
        return (int) perIteration;
    }

    private void requireIterations(Value starts, int perIteration) {
        int[] start = starts.ints(trees.size() / perIteration + 1, 0, trees.size());
        for (int i = 0; i < start.length; i++) {
            if (start[i] != i * perIteration) {
                throw starts.place()
                        .element(i)
                        .unsupported(
                                "is " + start[i] + " where " + i + " iterations of " + perIteration + " trees end",
                                "models whose iterations have as many trees as there are scores per row and"
                                        + " parallel trees");
            }
        }
    }
}
