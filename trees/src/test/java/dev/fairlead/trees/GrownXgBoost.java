package dev.fairlead.trees;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A random model in XGBoost's formats, with the plain way to score it.
 *
 * @param names of features, or none
 * @param parallel trees of a class in an iteration
 * @param base score of each class, or of all; rank:ndcg takes it as the raw score
 * @param weights of trees under dart; none for gbtree
 */
record GrownXgBoost(
        int features,
        List<String> names,
        int classes,
        int parallel,
        String objective,
        List<Float> base,
        List<Float> weights,
        List<GrownXgBoostTree> trees) {

    static GrownXgBoost grow(Random random) {
        int features = 1 + random.nextInt(12);
        int classes = random.nextInt(3) == 0 ? 3 : 1;
        int parallel = 1 + random.nextInt(2);
        boolean categorical = random.nextInt(2) == 0;
        int trees = classes * parallel * (1 + random.nextInt(8));
        return new GrownXgBoost(
                features,
                random.nextBoolean() ? List.of() : names(features),
                classes,
                parallel,
                classes == 1 ? "rank:ndcg" : "multi:softprob",
                random.nextBoolean() ? List.of(0.5f) : floats(random, classes),
                random.nextInt(3) == 0 ? floats(random, trees) : List.of(),
                IntStream.range(0, trees)
                        .mapToObj(_ -> GrownXgBoostTree.grow(
                                random, features, random.nextInt(5) == 0 ? 1 : 1 + random.nextInt(40), categorical))
                        .toList());
    }

    private static List<String> names(int features) {
        return IntStream.range(0, features).mapToObj(i -> "größe" + i).toList();
    }

    private static List<Float> floats(Random random, int count) {
        return random.doubles(count).mapToObj(value -> (float) value).toList();
    }

    GrownXgBoost with(String otherObjective, List<Float> otherBase) {
        return new GrownXgBoost(features, names, classes, parallel, otherObjective, otherBase, weights, trees);
    }

    /** Raw scores of one row, one per class. */
    double[] raw(float[] row) {
        var scores = new double[classes];
        for (int c = 0; c < classes; c++) {
            scores[c] = base.get(base.size() == 1 ? 0 : c);
        }
        for (int tree = 0; tree < trees.size(); tree++) {
            float leaf = trees.get(tree).condition()[trees.get(tree).leaf(row)];
            scores[treeClass(tree)] += weights.isEmpty() ? leaf : leaf * weights.get(tree);
        }
        return scores;
    }

    private int treeClass(int tree) {
        return tree / parallel % classes;
    }

    String json() {
        var out = new JsonDocument();
        write(out);
        return out.toString();
    }

    byte[] ubjson() {
        var out = new UbjsonDocument();
        write(out);
        return out.toByteArray();
    }

    private void write(DocumentWriter out) {
        out.open();
        out.key("learner");
        out.open();
        out.key("attributes");
        out.open();
        out.text("best_iteration", "0");
        out.close();
        out.key("feature_names");
        out.list(names.size());
        names.forEach(out::text);
        out.endList();
        out.key("feature_types");
        out.list(0);
        out.endList();
        out.key("gradient_booster");
        booster(out);
        out.key("learner_model_param");
        out.open();
        out.text("base_score", base.size() == 1 ? String.valueOf(base.getFirst()) : base.toString());
        out.text("boost_from_average", "1");
        out.text("num_class", classes == 1 ? "0" : String.valueOf(classes));
        out.text("num_feature", String.valueOf(features));
        out.text("num_target", "1");
        out.close();
        out.key("objective");
        out.open();
        out.text("name", objective);
        out.key("softmax_multiclass_param");
        out.open();
        out.text("num_class", String.valueOf(classes));
        out.close();
        out.close();
        out.close();
        out.key("version");
        out.list(3);
        IntStream.of(2, 1, 4).forEach(out::integer);
        out.endList();
        out.close();
    }

    private void booster(DocumentWriter out) {
        out.open();
        if (!weights.isEmpty()) {
            out.key("gbtree");
            out.open();
        }
        model(out);
        out.text("name", "gbtree");
        if (!weights.isEmpty()) {
            out.close();
            out.text("name", "dart");
            out.key("weight_drop");
            out.list(weights.size());
            weights.forEach(out::number);
            out.endList();
        }
        out.close();
    }

    private void model(DocumentWriter out) {
        out.key("model");
        out.open();
        out.key("gbtree_model_param");
        out.open();
        out.text("num_parallel_tree", String.valueOf(parallel));
        out.text("num_trees", String.valueOf(trees.size()));
        out.close();
        int iterations = trees.size() / (classes * parallel);
        out.key("iteration_indptr");
        out.list(iterations + 1);
        IntStream.rangeClosed(0, iterations).forEach(i -> out.integer(i * classes * parallel));
        out.endList();
        out.key("tree_info");
        out.list(trees.size());
        IntStream.range(0, trees.size()).forEach(tree -> out.integer(treeClass(tree)));
        out.endList();
        out.key("trees");
        out.list(trees.size());
        for (int tree = 0; tree < trees.size(); tree++) {
            trees.get(tree).write(out, tree, features);
        }
        out.endList();
        out.close();
    }
}
