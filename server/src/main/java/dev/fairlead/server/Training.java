package dev.fairlead.server;

import dev.fairlead.feed.FeedConfig;
import dev.fairlead.feed.FeedEvaluation;
import dev.fairlead.feed.FeedTraining;
import dev.fairlead.json.JsonEvents;
import dev.fairlead.lightgbm.LightGbmTrainer;
import dev.fairlead.log.EventLog;
import dev.fairlead.log.Position;
import dev.fairlead.registry.Learner;
import java.util.function.Consumer;

/** A training with the parts that this program uses. */
public final class Training {
    private final FeedConfig config;
    private final FeedTraining training;

    public Training(FeedConfig config) {
        this(config, line -> System.err.println("  " + line));
    }

    public Training(FeedConfig config, Consumer<String> progress) {
        this.config = config;
        this.training = new FeedTraining(config, new LightGbmTrainer(), progress);
    }

    public static Learner.Source source(String name, boolean simulated, EventLog log, Position until) {
        return new Learner.Source(
                name, simulated, log, until, new JsonEvents(Node.types(Apps.of(FeedConfig.defaults()))));
    }

    public FeedTraining.Prepared prepare(Learner.Source source) {
        return training.prepare(source);
    }

    public FeedTraining.Trained train(FeedTraining.Prepared prepared) {
        return training.train(prepared, new FeedEvaluation(config)::brief);
    }

    public FeedTraining.Trained adopt(FeedTraining.Prepared prepared, byte[] network) {
        return training.adopt(prepared, network, new FeedEvaluation(config)::brief);
    }
}
