package dev.fairlead.experiment.offpolicy;

import dev.fairlead.experiment.bandit.Policy;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Cross-fitting (Chernozhukov et al. 2018): the model of a fold learns from all other folds, so that no reward is compared
 * with a prediction that it took part in. First every decision is accepted, then each is observed in the same fold.
 *
 * @param <C> type of the context
 */
public final class CrossFit<C> {
    private final List<RewardModel.Learner<C>> learners;

    /**
     * @param folds at least 2
     * @param learner makes a new one for each fold
     */
    public CrossFit(int folds, Supplier<RewardModel.Learner<C>> learner) {
        Check.that(folds >= 2, "cross-fitting needs at least 2 folds, not " + folds);
        learners = Stream.generate(learner).limit(folds).toList();
    }

    /** The fold of a unit, whose decisions must stay together if they depend on each other. */
    public int fold(String unit) {
        int hash = unit.hashCode() * 0x9E3779B9;
        return Math.floorMod(hash ^ hash >>> 16, learners.size());
    }

    /** Learns from a decision for all folds but its own. */
    public void accept(int fold, LoggedDecision<C> decision) {
        check(fold);
        for (int other = 0; other < learners.size(); other++) {
            if (other != fold) {
                learners.get(other).accept(decision);
            }
        }
    }

    /** The model for a fold, which has not seen it. */
    public RewardModel<C> model(int fold) {
        check(fold);
        return learners.get(fold).model();
    }

    /**
     * All decisions with the predictions for a policy, the k-th decision in fold k modulo the number of folds; for
     * decisions that are independent of each other.
     */
    public static <C> List<Observation> observe(
            List<LoggedDecision<C>> log, Policy<C> policy, int folds, Supplier<RewardModel.Learner<C>> learner) {
        var fit = new CrossFit<C>(folds, learner);
        for (int i = 0; i < log.size(); i++) {
            fit.accept(i % folds, log.get(i));
        }
        List<RewardModel<C>> models =
                Stream.iterate(0, i -> i + 1).limit(folds).map(fit::model).toList();
        return Stream.iterate(0, i -> i + 1)
                .limit(log.size())
                .map(i -> Observation.of(log.get(i), policy, models.get(i % folds)))
                .toList();
    }

    private void check(int fold) {
        Check.that(
                fold >= 0 && fold < learners.size(),
                "there is no fold " + fold + ", only 0 to " + (learners.size() - 1));
    }
}
