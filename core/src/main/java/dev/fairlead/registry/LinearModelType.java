package dev.fairlead.registry;

import dev.fairlead.events.Contract;
import dev.fairlead.events.ContractViolation;
import dev.fairlead.events.FieldWriter;
import dev.fairlead.learn.LinearModel;
import dev.fairlead.learn.LogisticRegression;
import java.util.Arrays;

/** Logistic regressions in the registry. */
public enum LinearModelType implements ModelType<LinearModel> {
    LINEAR;

    @Override
    public String kind() {
        return "linear";
    }

    @Override
    public Class<LinearModel> type() {
        return LinearModel.class;
    }

    @Override
    public void write(LinearModel model, FieldWriter out) {
        LogisticRegression of = model.regression();
        out.text("fingerprint", model.fingerprint());
        out.numbers("columns", Arrays.stream(of.columns()).asDoubleStream().toArray());
        out.numbers("means", of.means());
        out.numbers("scales", of.scales());
        out.numbers("weights", of.weights());
        out.number("intercept", of.intercept());
    }

    @Override
    public LinearModel read(Contract in) throws ContractViolation {
        double any = Double.MAX_VALUE;
        LinearModel model = new LinearModel(
                in.text("fingerprint"),
                new LogisticRegression(
                        Arrays.stream(in.numbers("columns", 0, Integer.MAX_VALUE))
                                .mapToInt(column -> (int) column)
                                .toArray(),
                        in.numbers("means", -any, any),
                        in.numbers("scales", Double.MIN_VALUE, any),
                        in.numbers("weights", -any, any),
                        in.number("intercept", -any, any)));
        int columns = model.regression().columns().length;
        if (model.regression().means().length != columns
                || model.regression().scales().length != columns
                || model.regression().weights().length != columns) {
            throw new ContractViolation(
                    "weights", "means, scales and weights must be one for each of " + columns + " columns");
        }
        return model;
    }

    @Override
    public String fingerprint(LinearModel model) {
        return model.fingerprint();
    }
}
