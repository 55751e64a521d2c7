import org.jspecify.annotations.NullMarked;

/**
 * Scores of gradient-boosted trees: models of LightGBM and XGBoost, exact and fast.
 *
 * <p>The vector module is used where Java is started with {@code --add-modules jdk.incubator.vector}, and done without where
 * it is not.
 */
@NullMarked
module dev.fairlead.trees {
    requires static jdk.incubator.vector;
    requires jdk.management;
    requires static org.jspecify;

    exports dev.fairlead.trees;
}
