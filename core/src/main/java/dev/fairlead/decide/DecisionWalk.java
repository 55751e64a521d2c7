package dev.fairlead.decide;

import dev.fairlead.log.EventLog;
import dev.fairlead.log.Fold;
import dev.fairlead.log.Logged;
import dev.fairlead.log.Position;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/** Meets logged decisions in the order of the positions that they read, each when states have applied the log as far as that. */
final class DecisionWalk implements Fold {
    private final List<Decision> decisions;
    private final Fold states;
    private final Consumer<Decision> each;
    private int next;

    private DecisionWalk(List<Decision> decisions, Fold states, Consumer<Decision> each) {
        this.decisions = decisions;
        this.states = states;
        this.each = each;
    }

    /** The decisions of an app, in the order of the log. */
    static List<Decision> of(EventLog log, String app) {
        List<Decision> decisions = new ArrayList<>();
        log.readAll(logged -> {
            if (logged.event() instanceof Decision decision && decision.app().equals(app)) {
                decisions.add(decision);
            }
        });
        return decisions;
    }

    /**
     * Walks the log.
     *
     * @param states fresh ones; what they cannot take they go without
     * @param each told of every decision at its own position
     * @throws IllegalArgumentException if a decision read a position that the log does not have
     */
    static void walk(EventLog log, List<Decision> decisions, Fold states, Consumer<Decision> each) {
        List<Decision> sorted = new ArrayList<>(decisions);
        sorted.sort(Comparator.comparing(Decision::asOf, Position.ORDER));
        DecisionWalk walk = new DecisionWalk(sorted, states.tolerant(), each);
        walk.rest(log.readAll(walk));
    }

    @Override
    public void accept(Logged logged) {
        while (next < decisions.size() && !decisions.get(next).asOf().covers(logged)) {
            each.accept(decisions.get(next++));
        }
        states.accept(logged);
    }

    /** The decisions that read the end of the log. */
    private void rest(Position end) {
        for (; next < decisions.size(); next++) {
            Decision decision = decisions.get(next);
            if (!end.covers(decision.asOf())) {
                throw new IllegalArgumentException("decision " + decision.id() + " read position " + decision.asOf()
                        + " and the log ends at " + end + "; it is not the log that the decision comes from");
            }
            each.accept(decision);
        }
    }
}
