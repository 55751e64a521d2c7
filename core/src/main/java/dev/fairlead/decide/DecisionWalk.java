package dev.fairlead.decide;

import dev.fairlead.log.EventLog;
import dev.fairlead.log.Fold;
import dev.fairlead.log.Logged;
import dev.fairlead.log.Position;
import dev.fairlead.log.Unreadable;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Meets an app's logged decisions in the order of the positions that they read, each when states have applied the log as far as that.
 *
 * <p>A decision lies in the log behind the position that it read, with what others wrote meanwhile in between. A first reading finds how
 * far behind the farthest lies. In a second one the states follow the reader at that distance: every decision has been read when they are
 * at its position, and what is held is the stretch of the log between the two, however long the log is.
 */
final class DecisionWalk implements Fold {
    private final Survey survey;
    private final Fold states;
    private final Consumer<Decision> each;
    private final Pace pace;
    private final Queue<Read> ahead = new ArrayDeque<>();
    private final PriorityQueue<Waiting> waiting = new PriorityQueue<>();
    private final Map<String, Long> left = new TreeMap<>();
    private Position read = Position.START;
    private long met;

    /** @param total of the position just after the event */
    private record Read(Logged logged, long total) {}

    /** @param number in the order of the log, which is kept among decisions of one position */
    private record Waiting(Decision decision, long number) implements Comparable<Waiting> {
        private static final Comparator<Waiting> ORDER = Comparator.comparing(
                        (Waiting each) -> each.decision.asOf(), Position.ORDER)
                .thenComparing(Waiting::number);

        @Override
        public int compareTo(Waiting other) {
            return ORDER.compare(this, other);
        }
    }

    /** The first reading: how many decisions there are, and how far behind their positions those lie that will be met. */
    private static final class Survey implements Fold {
        private final String app;
        private final Function<Decision, String> obstacle;
        private final Pace pace;
        private Position read = Position.START;
        private long decisions;
        private long behind;

        Survey(String app, Function<Decision, String> obstacle, Pace pace) {
            this.app = app;
            this.obstacle = obstacle;
            this.pace = pace;
        }

        @Override
        public void accept(Logged logged) {
            read = read.after(logged);
            if (logged.event() instanceof Decision decision && decision.app().equals(app)) {
                decisions++;
                if (obstacle.apply(decision).isEmpty()) {
                    behind = Math.max(behind, read.total() - decision.asOf().total() - 1);
                }
            }
            pace.at(read.total());
        }

        /** Said by the second reading. */
        @Override
        public void unreadable(Unreadable row) {}
    }

    private DecisionWalk(Survey survey, Fold states, Consumer<Decision> each, Pace pace) {
        this.survey = survey;
        this.states = states;
        this.each = each;
        this.pace = pace;
    }

    /**
     * Walks what the log holds now.
     *
     * @param obstacle why a decision is left out; empty when it is not. It does not depend on the states, and is asked twice
     * @param states fresh ones; what they cannot take they go without
     * @param each told of every other decision at its own position
     * @param progress gets a line from time to time
     * @return how many were left out, by the reason
     * @throws IllegalArgumentException if a decision read a position that the log does not have
     */
    static Map<String, Long> walk(
            EventLog log,
            String app,
            Function<Decision, String> obstacle,
            Fold states,
            Consumer<Decision> each,
            Consumer<String> progress) {
        Position end = log.end();
        Survey survey = new Survey(app, obstacle, new Pace("positions looked through", end.total(), progress));
        log.readUntil(end, survey);
        DecisionWalk walk =
                new DecisionWalk(survey, states.tolerant(), each, new Pace("decisions", survey.decisions, progress));
        log.readUntil(end, walk);
        walk.rest(end);
        return walk.left;
    }

    @Override
    public void accept(Logged logged) {
        read = read.after(logged);
        if (logged.event() instanceof Decision decision && decision.app().equals(survey.app)) {
            meet(decision);
        }
        ahead.add(new Read(logged, read.total()));
        for (Read next = ahead.peek();
                next != null && read.total() - next.total >= survey.behind;
                next = ahead.peek()) {
            ahead.remove();
            apply(next.logged);
        }
        pace.at(met);
    }

    private void meet(Decision decision) {
        String obstacle = survey.obstacle.apply(decision);
        if (obstacle.isEmpty()) {
            waiting.add(new Waiting(decision, met));
        } else {
            left.merge(obstacle, 1L, Long::sum);
        }
        met++;
    }

    private void apply(Logged logged) {
        for (Waiting next = waiting.peek();
                next != null && !next.decision.asOf().covers(logged);
                next = waiting.peek()) {
            waiting.remove();
            each.accept(next.decision);
        }
        states.accept(logged);
    }

    /** What is left when the reader is at the end of the log: the states catch up, and decisions that read the end are met. */
    private void rest(Position end) {
        ahead.forEach(each -> apply(each.logged));
        for (Waiting next = waiting.poll(); next != null; next = waiting.poll()) {
            Decision decision = next.decision;
            if (!end.covers(decision.asOf())) {
                throw new IllegalArgumentException("decision " + decision.id() + " read position " + decision.asOf()
                        + " and the log ends at " + end + "; it is not the log that the decision comes from");
            }
            each.accept(decision);
        }
    }
}
