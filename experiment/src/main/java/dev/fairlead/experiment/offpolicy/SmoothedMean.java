package dev.fairlead.experiment.offpolicy;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * A reward model of means: of an action in a stratum (Σ reward + κ · mean) / (n + κ), where the mean is that of all
 * decisions. With positions as strata and clicks as rewards it is the smoothed click-through rate of an item at a position.
 *
 * @param <C> type of the context
 */
public final class SmoothedMean<C> implements RewardModel.Learner<C> {
    private final Function<? super C, ?> stratum;
    private final double kappa;
    private final Map<Cell, Sum> cells = new HashMap<>();
    private final Sum all = new Sum();

    private record Cell(Object stratum, int action) {}

    private static final class Sum {
        double n;
        double rewards;

        void add(double reward) {
            n++;
            rewards += reward;
        }
    }

    /**
     * @param stratum what of the context counts; its value has {@code equals} and {@code hashCode}
     * @param kappa how many decisions the overall mean weighs, above 0
     */
    public SmoothedMean(Function<? super C, ?> stratum, double kappa) {
        Check.that(kappa > 0 && Double.isFinite(kappa), "kappa must be above 0 and finite, such as 100, not " + kappa);
        this.stratum = stratum;
        this.kappa = kappa;
    }

    @Override
    public void accept(LoggedDecision<C> decision) {
        cells.computeIfAbsent(cell(decision.context(), decision.action()), _ -> new Sum())
                .add(decision.reward());
        all.add(decision.reward());
    }

    @Override
    public RewardModel<C> model() {
        Check.that(all.n > 0, "there is no decision to learn a reward model from");
        double prior = kappa * all.rewards / all.n;
        var means = new HashMap<Cell, Double>();
        cells.forEach((cell, sum) -> means.put(cell, (sum.rewards + prior) / (sum.n + kappa)));
        double mean = prior / kappa;
        return (context, action) -> means.getOrDefault(cell(context, action), mean);
    }

    private Cell cell(C context, int action) {
        return new Cell(stratum.apply(context), action);
    }
}
