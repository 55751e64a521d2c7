package dev.fairlead.cli.evaluate;

import dev.fairlead.evaluate.RetrievalEvaluation.Retrieved;
import dev.fairlead.events.Event;
import dev.fairlead.feed.FeedConfig;
import dev.fairlead.feed.FeedEvaluation;
import dev.fairlead.feed.FeedTraining;
import dev.fairlead.feed.ServedEvaluation;
import dev.fairlead.learn.MetricRow;
import dev.fairlead.log.EventLog;
import dev.fairlead.log.MemoryLog;
import dev.fairlead.registry.Release;
import dev.fairlead.retrieval.HoldOut;
import dev.fairlead.retrieval.RetrievalTask;
import dev.fairlead.server.Training;
import dev.fairlead.sim.YoochooseLog;
import java.util.ArrayList;
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

    private interface Asked {
        List<Retrieved> by(ServedEvaluation served);
    }

    private static EventLog log(List<Event> events) {
        EventLog log = new MemoryLog();
        log.append(events, List.of());
        return log;
    }

    private Release train(String name, List<Event> events) {
        Training training = new Training(config);
        EventLog log = log(events);
        FeedTraining.Trained trained =
                training.train(training.prepare(Training.source(name, simulated, log, log.end())));
        return new Release("evaluated", "", trained.card(), trained.model().fingerprint(), trained.model());
    }

    private List<MetricRow> rows(Release release, Asked asked) {
        List<MetricRow> rows = new ArrayList<>();
        for (Optional<Release> serving : List.of(Optional.of(release), Optional.<Release>empty())) {
            ServedEvaluation served = new ServedEvaluation(config, serving);
            rows.addAll(served.rows(serving.isPresent() ? FeedEvaluation.MODEL : "heuristic", asked.by(served)));
        }
        return rows;
    }

    /** The clicks after the places that the published lists are for. */
    List<MetricRow> yoochoose(YoochooseLog log) {
        return rows(train("yoochoose", log.train()), served -> {
            log.train().forEach(served::accept);
            return served.nextItems(
                    log.test(),
                    (session, place) -> log.published().contains(session + ";" + place),
                    20,
                    line -> System.err.println("  " + line));
        });
    }

    /** The last fifth of each user's interactions. */
    List<MetricRow> lastFifth(String name, List<Event> events) {
        HoldOut holdOut = HoldOut.lastFifth(events);
        boolean repeats = RetrievalTask.repeats(holdOut);
        return rows(train(name, holdOut.training()), served -> served.visits(events, holdOut, repeats, 100));
    }
}
