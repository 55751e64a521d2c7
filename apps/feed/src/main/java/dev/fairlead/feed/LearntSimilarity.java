package dev.fairlead.feed;

import dev.fairlead.log.EventLog;
import dev.fairlead.log.Position;
import dev.fairlead.market.features.ItemSimilarity;
import dev.fairlead.retrieval.EaseModel;
import dev.fairlead.retrieval.EaseTrainer;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Weights between items, learnt several times: for the lists that a ranker learns from, of what had happened before each, as the weights
 * would otherwise know what was taken; and of everything, for the release.
 */
final class LearntSimilarity {
    /** Shares of the interactions after which it is learnt anew. */
    private static final double[] AFTER = {0.4, 0.7};

    private final TreeMap<Long, EaseModel> byTime = new TreeMap<>(); // since when lists are read with it
    private final Optional<EaseModel> whole;

    private LearntSimilarity(Optional<EaseModel> whole) {
        this.whole = whole;
    }

    /** Nothing is learnt. */
    static LearntSimilarity none() {
        return new LearntSimilarity(Optional.empty());
    }

    /**
     * Learns from a log.
     *
     * @param end what the log held later is not read
     * @param until what happened then or later is not learnt from, in milliseconds since 1970
     */
    static LearntSimilarity of(FeedConfig config, EventLog log, Position end, long until, Consumer<String> progress) {
        if (!config.learnsSimilarity()) {
            return none();
        }
        EaseTrainer trainer = new EaseTrainer(config.similarity(), config.interactionKinds());
        log.readUntil(end, logged -> {
            if (logged.event().time() < until) {
                trainer.accept(logged.event());
            }
        });
        LearntSimilarity learnt = new LearntSimilarity(trainer.train(until));
        if (learnt.whole.isEmpty()) {
            progress.accept("fewer than " + EaseTrainer.FEWEST + " interactions: no weights between items are learnt");
            return learnt;
        }
        progress.accept("learnt weights between " + learnt.whole.get().size() + " items");
        for (double share : AFTER) {
            long time = trainer.quantile(share);
            trainer.train(time).ifPresent(model -> learnt.byTime.put(time, model));
        }
        return learnt;
    }

    /** What had been learnt by then; empty before the first. */
    Optional<ItemSimilarity> at(long time) {
        return Optional.ofNullable(byTime.floorEntry(time)).map(Map.Entry::getValue);
    }

    /** Whether anything was learnt early enough for lists. */
    boolean ofLists() {
        return !byTime.isEmpty();
    }

    /** The share of the interactions that have something learnt before them, about. */
    double share() {
        return ofLists() ? 1 - AFTER[0] : 1;
    }

    /** Of everything. */
    Optional<EaseModel> whole() {
        return whole;
    }
}
