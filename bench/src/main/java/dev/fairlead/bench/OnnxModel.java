package dev.fairlead.bench;

/**
 * A LightGBM text of numerical splits as an ONNX model of one TreeEnsembleRegressor (ONNX ml opset 1). Thresholds are
 * rounded down to floats, which sends every float the same way; sums are floats, so scores are equal to float rounding.
 */
final class OnnxModel {
    private static final int FLOATS = 6;
    private static final int INTS = 7;
    private static final int STRINGS = 8;

    private final Protobuf node = new Protobuf();
    private final Protobuf treeIds = attribute("nodes_treeids", INTS);
    private final Protobuf nodeIds = attribute("nodes_nodeids", INTS);
    private final Protobuf featureIds = attribute("nodes_featureids", INTS);
    private final Protobuf values = attribute("nodes_values", FLOATS);
    private final Protobuf modes = attribute("nodes_modes", STRINGS);
    private final Protobuf yes = attribute("nodes_truenodeids", INTS);
    private final Protobuf no = attribute("nodes_falsenodeids", INTS);
    private final Protobuf missing = attribute("nodes_missing_value_tracks_true", INTS);
    private final Protobuf targetTrees = attribute("target_treeids", INTS);
    private final Protobuf targetNodes = attribute("target_nodeids", INTS);
    private final Protobuf targetIds = attribute("target_ids", INTS);
    private final Protobuf weights = attribute("target_weights", FLOATS);

    private OnnxModel() {}

    static byte[] of(String lightGbm, int features) {
        var model = new OnnxModel();
        int number = 0;
        for (PeerTree tree : PeerTree.of(lightGbm)) {
            model.add(number++, tree);
        }
        return model.toBytes(features);
    }

    private static Protobuf attribute(String name, int type) {
        return new Protobuf().text(1, name).whole(20, type);
    }

    private void add(int number, PeerTree tree) {
        int splits = tree.splits();
        for (int i = 0; i < splits; i++) {
            node(
                    number,
                    i,
                    "BRANCH_LEQ",
                    tree.feature()[i],
                    tree.cut(i),
                    id(tree.left()[i], splits),
                    id(tree.right()[i], splits),
                    missingLeft(tree.decision()[i], tree.threshold()[i]));
        }
        for (int i = 0; i < tree.leaf().length; i++) {
            node(number, splits + i, "LEAF", 0, 0, 0, 0, 0);
            targetTrees.whole(INTS + 1, number);
            targetNodes.whole(INTS + 1, splits + i);
            targetIds.whole(INTS + 1, 0);
            weights.number(FLOATS + 1, (float) tree.leaf()[i]);
        }
    }

    private void node(int tree, int id, String mode, int feature, float value, int ifTrue, int ifFalse, int tracks) {
        treeIds.whole(INTS + 1, tree);
        nodeIds.whole(INTS + 1, id);
        modes.text(STRINGS + 1, mode);
        featureIds.whole(INTS + 1, feature);
        values.number(FLOATS + 1, value);
        yes.whole(INTS + 1, ifTrue);
        no.whole(INTS + 1, ifFalse);
        missing.whole(INTS + 1, tracks);
    }

    /** NaN counts as 0 unless the split's missing type says otherwise. */
    private static int missingLeft(int decision, double threshold) {
        return (decision >> 2 & 3) == 0 ? (threshold >= 0 ? 1 : 0) : decision >> 1 & 1;
    }

    private static int id(int child, int splits) {
        return child >= 0 ? child : splits + ~child;
    }

    private byte[] toBytes(int features) {
        node.text(1, "rows").text(2, "scores").text(4, "TreeEnsembleRegressor").text(7, "ai.onnx.ml");
        node.message(5, new Protobuf().text(1, "n_targets").whole(20, 2).whole(3, 1));
        for (Protobuf attribute : new Protobuf[] {
            treeIds, nodeIds, featureIds, values, modes, yes, no, missing, targetTrees, targetNodes, targetIds, weights
        }) {
            node.message(5, attribute);
        }
        Protobuf graph = new Protobuf()
                .message(1, node)
                .text(2, "trees")
                .message(11, tensor("rows", features))
                .message(12, tensor("scores", 1));
        return new Protobuf()
                .whole(1, 8)
                .message(7, graph)
                .message(8, new Protobuf().text(1, "").whole(2, 15))
                .message(8, new Protobuf().text(1, "ai.onnx.ml").whole(2, 1))
                .toBytes();
    }

    /** A float tensor of any number of rows. */
    private static Protobuf tensor(String name, int columns) {
        Protobuf shape =
                new Protobuf().message(1, new Protobuf().text(2, "n")).message(1, new Protobuf().whole(1, columns));
        Protobuf type = new Protobuf().message(1, new Protobuf().whole(1, 1).message(2, shape));
        return new Protobuf().text(1, name).message(2, type);
    }
}
