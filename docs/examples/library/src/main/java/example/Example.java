package example;

import dev.fairlead.experiment.inference.Comparison;
import dev.fairlead.experiment.inference.Moments;
import dev.fairlead.trees.TreeEnsemble;
import java.io.IOException;
import java.nio.file.Path;

/** Scores a row by a model file, and reads the difference of two arms. */
public final class Example {
    private Example() {}

    public static void main(String[] args) throws IOException {
        var model = TreeEnsemble.read(Path.of(args[0]));
        float[] row = {25, 12.5f}; // in the order of model.featureNames(): age, price
        System.out.println("score " + model.raw(row, 0));

        var control = Moments.of(10, 12, 9, 11, 8); // what each unit spent
        var treatment = Moments.of(13, 12, 15, 11, 14);
        var difference = Comparison.of(control, treatment).difference();
        System.out.println("difference " + difference.value() + ", 95 % " + difference.interval(0.95));
    }
}
