package dev.fairlead.launch;

import dev.fairlead.decide.AppContext;
import dev.fairlead.decide.Choice;
import dev.fairlead.decide.Decider;
import dev.fairlead.decide.Decision;
import dev.fairlead.decide.FailedDecisions;
import dev.fairlead.decide.Query;
import dev.fairlead.decide.RunningApp;
import dev.fairlead.decide.Served;
import dev.fairlead.environment.Environment;
import dev.fairlead.events.ShadowDecision;
import dev.fairlead.experiment.json.Sha256;
import dev.fairlead.experiment.plan.Watch;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Decides in shadow: while a launch's plan asks for it, its releases decide each query of the app a second time, with the id and the time of the
 * decision that answered, and answer nobody. The states are read a little later than they were for the answer.
 */
public final class Shadow<Q extends Query> {
    private final Launches launches;
    private final ReleaseRouter releases;
    private final Environment environment;
    private final Consumer<ShadowDecision> journal;
    private final Optional<Decider<Q>> decider;
    private Served serves = Served.lastResort(List.of());
    private String id = "";
    private Instant time = Instant.EPOCH;

    /**
     * @param app at work
     * @param context that the app was started with
     * @param journal takes what is decided in shadow; it neither blocks for long nor throws
     */
    public Shadow(
            RunningApp<Q> app,
            AppContext context,
            Launches launches,
            ReleaseRouter releases,
            Consumer<ShadowDecision> journal) {
        this.launches = launches;
        this.releases = releases;
        this.environment = context.environment();
        this.journal = journal;
        this.decider = app.shadow(context.with(new Repeated(environment), _ -> serves, _ -> {}));
    }

    /** The surroundings of the decision that is repeated: its id and its time. */
    private final class Repeated implements Environment {
        private final Environment of;

        Repeated(Environment of) {
            this.of = of;
        }

        @Override
        public InstantSource clock() {
            return () -> time;
        }

        @Override
        public String newId(String prefix) {
            return id;
        }

        @Override
        public Duration patience(Duration deadline) {
            return of.patience(deadline);
        }

        @Override
        public Executor executor(Executor beside) {
            return of.executor(beside);
        }
    }

    /** Whether a launch of the app is in shadow. */
    public boolean wanted(String app) {
        return decider.isPresent() && launches.running(app).stream().anyMatch(Launch::inShadow);
    }

    /**
     * Decides again what was answered, for each launch of the app that is in shadow.
     *
     * @param skipped decisions since the last call that were not decided again
     */
    public synchronized void repeat(Q query, Decision answered, long skipped) {
        for (Launch launch : launches.running(answered.app())) {
            if (launch.inShadow() && drawn(launch, answered.id())) {
                for (String arm : launch.shadowArms()) {
                    decider.ifPresent(of -> journal.accept(decided(of, query, answered, launch, arm, skipped)));
                }
            }
        }
    }

    private static boolean drawn(Launch launch, String decision) {
        double share = launch.history()
                .plan()
                .watch()
                .flatMap(Watch::shadow)
                .map(Watch.Shadow::share)
                .orElse(0.0);
        return new SplittableRandom(31L * launch.name().hashCode() + decision.hashCode()).nextDouble() < share;
    }

    private ShadowDecision decided(Decider<Q> of, Q query, Decision answered, Launch launch, String arm, long skipped) {
        serves = releases.serve(launch.definition().policy(arm), List.of());
        id = answered.id();
        time = Instant.ofEpochMilli(answered.time());
        long start = environment.clock().millis();
        Decision shadow = decide(of, query, answered);
        double millis = Math.max(0, environment.clock().millis() - start);
        List<String> actions = shadow.choices().stream().map(Choice::action).toList();
        List<String> chosen = answered.choices().stream().map(Choice::action).toList();
        return new ShadowDecision(
                id(launch, arm, answered),
                answered.time(),
                answered.id(),
                launch.name(),
                launch.plan(),
                arm,
                shadow.release(),
                shadow.fallback(),
                actions,
                chosen.isEmpty()
                        ? actions.isEmpty() ? 1 : 0
                        : (double) chosen.stream().filter(actions::contains).count() / chosen.size(),
                actions.stream().findFirst().equals(chosen.stream().findFirst()),
                millis,
                skipped);
    }

    private static String id(Launch launch, String arm, Decision answered) {
        String parts = String.join("\0", launch.name(), launch.plan(), arm, answered.id());
        return ShadowDecision.PREFIX + "-"
                + Sha256.of(parts.getBytes(StandardCharsets.UTF_8)).substring(0, 32);
    }

    /** Whatever is thrown, only the shadow has failed. */
    private static <Q extends Query> Decision decide(Decider<Q> of, Q query, Decision answered) {
        try {
            return of.decide(query);
        } catch (RuntimeException | Error e) {
            return FailedDecisions.decision(
                    answered.id(), answered.time(), answered.app(), List.of(), query, of.lastResort(query));
        }
    }
}
