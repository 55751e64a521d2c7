package dev.fairlead.log;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The states of a node, and how they follow its log. States at the position of the newest serve: one thread applies micro-batches to all
 * of them as one step. A state that is behind (it is new, or its section of the snapshot was not usable) is replayed alone beside
 * them, and joins when it has caught up.
 *
 * <p>An event that a state does not take is quarantined, and everything else goes on. An {@link Error} (memory, stack) ends
 * the node's work: what it left is neither read nor saved.
 */
public final class Folds {
    /** Said when there is no memory for more. */
    private static final String OUT_OF_MEMORY = "memory ran out while events were applied; restart the node with more";

    private final EventLog log;
    private final QuarantineBook quarantine;
    private final StateLock lock;
    private final InstantSource clock;
    private final List<State> serving = new CopyOnWriteArrayList<>();
    private final List<StateReplay> replays = new CopyOnWriteArrayList<>();
    private final Position begun;
    private final boolean replayed;
    private volatile Position applied;

    /** Of the states that serve; guarded by the lock. Ahead of what is told while the quarantine is written. */
    private Position position;

    private volatile String stopped = "";

    /** @param states empty, or as a snapshot holds them, each at its position */
    public Folds(
            EventLog log,
            QuarantineStore quarantine,
            StateLock lock,
            List<Snapshots.Placed> states,
            InstantSource clock) {
        this.log = log;
        this.quarantine = new QuarantineBook(quarantine);
        this.lock = lock;
        this.clock = clock;
        begun = states.stream().map(Snapshots.Placed::position).reduce(Position.START, Position::max);
        applied = begun;
        position = begun;
        for (Snapshots.Placed one : states) {
            this.quarantine.clear(one.state().name(), one.position());
            if (one.position().equals(begun)) {
                serving.add(one.state());
            } else {
                lock.behind(List.of(one.state().name()));
                replay(one);
            }
        }
        replayed = !replays.isEmpty();
    }

    private void replay(Snapshots.Placed one) {
        for (StateReplay replay : replays) {
            if (replay.position().equals(one.position())) {
                replay.add(one.state());
                return;
            }
        }
        replays.add(new StateReplay(log, one, this::join, quarantine, clock));
    }

    /**
     * Applies the next micro-batch. One thread only.
     *
     * @return whether there was one
     */
    boolean step() {
        Position from = applied;
        if (from.covers(log.end())) {
            return false;
        }
        Batch batch = new Batch();
        Position reached = log.read(from, Batch.EVENTS, Batch.BYTES, batch);
        List<Quarantined> left = new ArrayList<>();
        long now = clock.millis();
        lock.write(() -> {
            for (State state : serving) {
                batch.applyTo(state, left, now);
            }
            position = reached;
        });
        quarantine.add(left);
        applied = reached;
        return !reached.equals(from);
    }

    /** Brings a replayed state to the position of the others, between two batches, and lets it serve. */
    private void join(StateReplay replay) {
        lock.write(() -> {
            replay.readTo(position);
            for (State state : replay.states()) {
                serving.add(state);
                lock.joined(state.name());
            }
            replays.remove(replay);
        });
    }

    /** Replays what is behind, one after the other, in the calling thread. An error stops the node's work. */
    void runReplays() {
        try {
            for (StateReplay replay : replays) {
                replay.run(() -> applied);
            }
        } catch (Throwable e) { // an Error, too: nothing may end in silence
            stop("replaying", e);
        }
    }

    void stopReplays() {
        replays.forEach(StateReplay::stop);
    }

    /** Ends the work of the node: from now on nothing is applied, read or saved. */
    void stop(String doing, Throwable why) {
        lock.shut();
        String text;
        try {
            text = "no event is applied any more after position " + applied + ", since " + doing + " ended with " + why
                    + "; restart the node, with more memory if that ran out";
        } catch (OutOfMemoryError _) {
            text = OUT_OF_MEMORY;
        }
        stopped = text;
        System.getLogger("fairlead").log(System.Logger.Level.ERROR, text, why);
    }

    /** Why nothing is applied any more; empty as long as the states follow the log. */
    public String stopped() {
        return stopped;
    }

    /** Calls a listener when there may be more to apply. */
    void onAppend(Runnable listener) {
        log.onAppend(listener);
    }

    /** How far the states that serve have applied the log. */
    public Position applied() {
        return applied;
    }

    /** Where the states that serve were when the node was opened. */
    public Position begun() {
        return begun;
    }

    /** Whether a state was or is behind. */
    boolean replayed() {
        return replayed;
    }

    /** States that do not serve yet, with how far they are. */
    public List<Replaying> replaying() {
        Position end = log.end();
        return replays.stream().map(replay -> replay.progress(end)).toList();
    }

    /** How many events at least one state goes without. */
    public long quarantined() {
        return quarantine.count();
    }

    /** What is quarantined, in a sentence; empty when nothing is. */
    public String quarantine() {
        return quarantine.summary();
    }

    /**
     * Takes down all states at their positions; nothing is applied meanwhile, reads go on. States that are behind are taken only when no
     * thread replays them any more.
     *
     * @param room is closed with what is returned, or when there is nothing
     * @return empty where states are not whole, or their quarantine is not written
     */
    Optional<Snapshots.Taken> take(boolean withReplays, SnapshotRoom room) throws IOException {
        if (!stopped.isEmpty() || !quarantine.add(List.of())) {
            room.close();
            return Optional.empty();
        }
        return Optional.of(lock.hold(() -> {
            List<Snapshots.Placed> placed = new ArrayList<>();
            serving.forEach(state -> placed.add(new Snapshots.Placed(state, position)));
            if (withReplays) {
                replays.forEach(replay ->
                        replay.states().forEach(state -> placed.add(new Snapshots.Placed(state, replay.position()))));
            }
            return Snapshots.take(placed, room);
        }));
    }
}
