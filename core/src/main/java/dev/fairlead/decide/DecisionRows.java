package dev.fairlead.decide;

import dev.fairlead.learn.Matrix;
import dev.fairlead.log.Fold;
import dev.fairlead.log.Logged;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows that an app's decisions read and logged, each with its label: a fold over the log. They are the rows that were served, so
 * training sees what serving saw. An outcome may arrive before its decision.
 */
final class DecisionRows implements Fold {
    private final String app;
    private final String fingerprint;
    private final Label<?> label;
    private final List<Decision> decisions = new ArrayList<>();
    private final Map<String, Long> outcomes = new HashMap<>();

    /** @param fingerprint of the features: decisions that read others are left out */
    public DecisionRows(String app, String fingerprint, Label<?> label) {
        this.app = app;
        this.fingerprint = fingerprint;
        this.label = label;
    }

    @Override
    public void accept(Logged logged) {
        if (logged.event() instanceof Decision decision) {
            if (decision.app().equals(app) && decision.fingerprint().equals(fingerprint)) {
                decisions.add(decision);
            }
        } else {
            String decision = label.decisionOf(logged.event());
            if (!decision.isEmpty()) {
                outcomes.merge(decision, logged.event().time(), Math::min);
            }
        }
    }

    /** In the order of the log. */
    public List<Decision> decisions() {
        return decisions;
    }

    /** The first choice's row of each decision made in [{@code from}, {@code to}), with 1 where the outcome followed in time. */
    public Matrix matrix(int width, long from, long to) {
        List<Decision> kept = decisions.stream()
                .filter(decision -> decision.time() >= from && decision.time() < to)
                .toList();
        float[] rows = new float[kept.size() * width];
        float[] labels = new float[kept.size()];
        for (int i = 0; i < labels.length; i++) {
            Decision decision = kept.get(i);
            System.arraycopy(decision.choices().getFirst().features(), 0, rows, i * width, width);
            long after = outcomes.getOrDefault(decision.id(), Long.MAX_VALUE) - decision.time();
            labels[i] = after >= 0 && after <= label.window().toMillis() ? 1 : 0;
        }
        return new Matrix(rows, width, labels, new float[0], new int[0]);
    }
}
