package dev.fairlead.launch;

import dev.fairlead.decide.Assigned;
import dev.fairlead.decide.Decision;
import dev.fairlead.environment.Environment;
import dev.fairlead.events.Event;
import dev.fairlead.experiment.json.Json;
import dev.fairlead.experiment.plan.Entry;
import dev.fairlead.log.Logged;
import dev.fairlead.log.MemoryLog;
import dev.fairlead.log.Position;
import dev.fairlead.radio.Donation;
import dev.fairlead.radio.Radio;
import dev.fairlead.radio.RadioApp;
import dev.fairlead.radio.SongQuery;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A log, the states of its launches, and a watcher that does what they ask for when it is told to. */
final class Watching {
    static final Instant START = Instant.parse("2026-03-02T09:00:00Z");
    static final String HASH = "a".repeat(64);
    static final String NAME = "live";

    final MemoryLog log = new MemoryLog();
    final Vocabulary vocabulary = new Vocabulary(Radio.TYPES, List.of(RadioApp.FEED));
    final LaunchState state = LaunchState.create(FlagFormat.NONE, vocabulary);
    final LaunchService service = new LaunchService(
            this::append,
            state,
            vocabulary,
            (_, release) -> release,
            _ -> "b".repeat(64),
            Environment.of(() -> this.now));
    final LaunchWatcher watcher = new LaunchWatcher(state.watches(), service);
    Instant now = START;
    private int ids;

    void append(Event event) {
        state.accept(Logged.at(log.append(List.of(event), List.of()).end().offset(0), event));
    }

    /**
     * A request to start.
     *
     * @param ramp steps of the plan
     * @param watch members of the watch
     */
    static Json request(String name, String ramp, String watch) {
        return Json.parse("""
                {"app": "feed", "by": "ann", "arms": {"control": "promoted", "treatment": "%s"},
                 "plan": {"name": "%s", "hypothesis": "h", "unit": "user", "owners": ["ann", "bob", "eve"],
                          "arms": [{"name": "control", "weight": 1, "units": 1000, "control": true}, {"name": "treatment", "weight": 1, "units": 1000}],
                          "primary": [{"name": "gmv", "kind": "mean", "direction": "increase", "windowDays": 1,
                                       "from": {"event": "donation", "field": "worth", "times": "coins"}, "minimumDetectableEffect": 1}],
                          "secondary": [{"name": "gave", "kind": "proportion", "direction": "increase", "windowDays": 2, "from": {"event": "donation"}},
                                        {"name": "each", "kind": "ratio", "direction": "increase", "windowDays": 1,
                                         "numeratorFrom": {"event": "donation", "field": "worth"}, "denominatorFrom": {"event": "donation"}}],
                          "ramp": [%s], "watch": {%s}}}
                """.formatted(HASH, name, ramp, watch));
    }

    static final String ERRORS =
            "\"guardrails\": [{\"name\": \"errors\", \"measure\": \"errors\", \"direction\": \"decrease\", \"margin\": 0}]";

    Launch start(String ramp, String watch) {
        return service.start(request(NAME, ramp, watch));
    }

    Launch launch() {
        return service.get(NAME);
    }

    List<Assigned> arms(String user) {
        return state.launches().running("feed").stream()
                .flatMap(launch -> launch.assign(SongQuery.TYPE, SongQuery.from(user, "", "")).stream())
                .toList();
    }

    /** What a user was answered with. @param millis that it took */
    Decision decide(String user, String fallback, double millis) {
        return decided(user, arms(user), fallback, millis, log.end());
    }

    Decision decided(String user, List<Assigned> arms, String fallback, double millis, Position asOf) {
        Decision decision = new Decision(
                "d" + ids++,
                now.toEpochMilli(),
                "feed",
                arms,
                "",
                "",
                fallback,
                asOf,
                SongQuery.from(user, "de", "mobile"),
                List.of(),
                "",
                new double[0],
                millis);
        append(decision);
        DecisionExposures.by(decision).forEach(exposure -> {
            if (log.append(List.of(exposure), List.of()).accepted() == 1) {
                state.accept(Logged.at(log.end().offset(0), exposure));
            }
        });
        return decision;
    }

    /** Users from one number to another are answered well, a second each. */
    void well(int from, int to) {
        for (int i = from; i < to; i++) {
            now = now.plusSeconds(1);
            decide("u" + i, "", 5);
        }
    }

    void give(String user, long coins, double worth) {
        append(new Donation("g" + ids++, now.toEpochMilli(), user, coins, worth));
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    Launch change(LaunchService.Change change, String by) {
        return service.change(NAME, change, Json.parse("{\"by\":\"" + by + "\",\"reason\":\"so\"}"));
    }

    String status() {
        return state.watches().status(launch(), "").canonical();
    }

    List<Entry.Action> actions() {
        return launch().history().entries().stream()
                .filter(Entry.Decided.class::isInstance)
                .map(entry -> ((Entry.Decided) entry).action())
                .toList();
    }

    /** The state as it is saved. */
    byte[] bytes() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        state.save(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    /** The state, from its bytes. */
    LaunchState again() throws IOException {
        LaunchState loaded = LaunchState.create(FlagFormat.NONE, vocabulary);
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes()));
        loaded.load(in);
        if (in.available() > 0) {
            throw new IOException("it was not read to its end");
        }
        return loaded;
    }
}
