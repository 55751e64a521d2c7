package dev.fairlead.feed;

import dev.fairlead.learn.GbdtTrainer;
import dev.fairlead.ranking.RankingModel;
import dev.fairlead.registry.Learner;
import java.util.function.Consumer;

/** Trains the feed's ranking model from a log. */
final class FeedLearner implements Learner<RankingModel> {
    private final FeedConfig config;
    private final GbdtTrainer trainer;

    FeedLearner(FeedConfig config, GbdtTrainer trainer) {
        this.config = config;
        this.trainer = trainer;
    }

    @Override
    public Trained<RankingModel> train(Source source, String numbers, Consumer<String> progress) {
        FeedConfig used = numbers.isEmpty() ? config : FeedConfig.parse(numbers);
        FeedTraining training = new FeedTraining(used, trainer, progress);
        FeedTraining.Trained trained = training.train(training.prepare(source), new FeedEvaluation(used)::brief);
        return new Trained<>(trained.card(), trained.model());
    }
}
