package dev.fairlead.cli.evaluate;

import dev.fairlead.events.Event;
import dev.fairlead.feed.FeedConfig;
import dev.fairlead.feed.FeedTraining;
import dev.fairlead.feed.ServedEvaluation;
import dev.fairlead.log.EventLog;
import dev.fairlead.log.MemoryLog;
import dev.fairlead.registry.Release;
import dev.fairlead.retrieval.HoldOut;
import dev.fairlead.retrieval.RetrievalTask;
import dev.fairlead.server.Training;
import dev.fairlead.sim.YoochooseLog;
import java.util.List;
import java.util.Optional;

/** What would have been served, measured: the whole decision with a model that is trained for it, and with the heuristic. */
final class ServedTable {
    private final FeedConfig config;
    private final boolean simulated;

    ServedTable(FeedConfig config, boolean simulated) {
        this.config = config;
        this.simulated = simulated;
    }

    private static EventLog log(List<Event> events) {
        EventLog log = new MemoryLog();
        log.append(events, List.of());
        return log;
    }

    private ServedEvaluation trained(String name, List<Event> events) {
        Training training = new Training(config);
        EventLog log = log(events);
        FeedTraining.Prepared prepared = training.prepare(Training.source(name, simulated, log, log.end()));
        FeedTraining.Trained trained = training.train(prepared);
        System.err.println("  asking for slates");
        return new ServedEvaluation(
                prepared.config(),
                Optional.of(new Release(
                        "evaluated", "", trained.card(), trained.model().fingerprint(), trained.model())));
    }

    /** The clicks after the places that the published lists are for. */
    ServedEvaluation yoochoose(YoochooseLog log) {
        ServedEvaluation served = trained("yoochoose", log.train());
        log.train().forEach(served::accept);
        served.nextItems(log.test(), (session, place) -> log.published().contains(session + ";" + place), 20);
        return served;
    }

    /** The last fifth of each user's interactions. */
    ServedEvaluation lastFifth(String name, List<Event> events) {
        HoldOut holdOut = HoldOut.lastFifth(events, config.interactionKinds());
        ServedEvaluation served = trained(name, holdOut.training());
        served.visits(events, holdOut, RetrievalTask.repeats(holdOut), 100);
        return served;
    }
}
