package dev.fairlead.log;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Brings states that are behind up to the others, in a thread of its own. Those at one position are replayed together. */
final class StateReplay {
    private final EventLog log;
    private final Consumer<StateReplay> join;
    private final QuarantineBook quarantine;
    private final InstantSource clock;
    private final List<State> states = new CopyOnWriteArrayList<>();
    private volatile Position position;
    private volatile long events;
    private volatile long begun;
    private volatile boolean stop;

    /** @param join asked to call {@link #readTo} while nothing else is applied, and to let the states serve */
    StateReplay(
            EventLog log,
            Snapshots.Placed first,
            Consumer<StateReplay> join,
            QuarantineBook quarantine,
            InstantSource clock) {
        this.log = log;
        this.position = first.position();
        this.join = join;
        this.quarantine = quarantine;
        this.clock = clock;
        states.add(first.state());
    }

    void add(State state) {
        states.add(state);
    }

    List<State> states() {
        return states;
    }

    Position position() {
        return position;
    }

    /** @param others how far the states are that serve */
    void run(Supplier<Position> others) {
        begun = System.nanoTime();
        while (!stop) {
            if (position.lag(others.get()) <= Batch.EVENTS) {
                join.accept(this);
                return;
            }
            Batch batch = new Batch();
            Position reached = log.read(position, Batch.EVENTS, Batch.BYTES, batch);
            apply(batch);
            position = reached;
        }
    }

    /** Applies what is left up to a position that this one is just behind. */
    void readTo(Position target) {
        while (!position.covers(target)) {
            Batch batch = new Batch();
            Position reached = log.read(position, Batch.EVENTS, Batch.BYTES, new UntilFold(target, batch));
            apply(batch);
            if (reached.equals(position)) {
                throw new IllegalStateException("the log ends at " + position + ", before position " + target);
            }
            position = reached;
        }
        position = target;
    }

    private void apply(Batch batch) {
        List<Quarantined> left = new ArrayList<>();
        long now = clock.millis();
        states.forEach(state -> batch.applyTo(state, left, now));
        quarantine.add(left);
        events += batch.size();
    }

    /** After the batch at hand. */
    void stop() {
        stop = true;
    }

    Replaying progress(Position end) {
        double seconds = begun == 0 ? 0 : (System.nanoTime() - begun) / 1e9;
        double rate = seconds == 0 ? 0 : events / seconds;
        long left = rate == 0 ? 0 : Math.round(position.lag(end) / rate);
        return new Replaying(
                states.stream().map(State::name).toList(), position, events, rate, Duration.ofSeconds(left));
    }
}
