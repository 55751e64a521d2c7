package dev.fairlead.experiment.plan;

import dev.fairlead.experiment.plan.Entry.Action;
import dev.fairlead.experiment.plan.Entry.Amended;
import dev.fairlead.experiment.plan.Entry.Decided;
import dev.fairlead.experiment.plan.Entry.Locked;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A launch's plan, its amendments and what was decided, as a chain: each line holds the hash of the line before it, and
 * its own. Whoever changes, removes, inserts or swaps lines breaks it there. That lines were cut off the end, or that all
 * hashes were computed anew, shows only to those who kept {@link #head} elsewhere: see {@link #require}.
 *
 * <p>Its text is JSON Lines: one canonical record a line. It only grows; append {@link #last} to a file.
 */
public final class PlanHistory {
    private final List<Link> links;

    private PlanHistory(List<Link> links) {
        this.links = List.copyOf(links);
    }

    /** Begins with a plan, locked. */
    public static PlanHistory lock(Plan plan, String by, Instant now) {
        return new PlanHistory(List.of(Link.first(new Locked(LockedPlan.lock(plan, now), by))));
    }

    /**
     * Puts another plan in the place of the current one.
     *
     * @throws IllegalArgumentException if nothing differs, no reason is given or the time is before the last entry's
     */
    public PlanHistory amend(Plan plan, String by, String reason, Instant now) {
        return with(new Amended(now, by, reason, Link.changed(plan(), plan), LockedPlan.lock(plan, now)));
    }

    /**
     * Notes what was done.
     *
     * @throws IllegalArgumentException if the time is before the last entry's
     */
    public PlanHistory decide(Action action, String by, String text, Instant now) {
        return with(new Decided(now, by, action, text));
    }

    /**
     * Notes what was done and on what it rests.
     *
     * @param evidence SHA-256 of it; empty where it rests on the words alone
     * @throws IllegalArgumentException if the time is before the last entry's
     */
    public PlanHistory decide(Action action, String by, String text, String evidence, Instant now) {
        return with(new Decided(now, by, action, text, evidence));
    }

    private PlanHistory with(Entry entry) {
        var more = new ArrayList<>(links);
        more.add(links.getLast().next(entry, current()));
        return new PlanHistory(more);
    }

    /**
     * Reads the text and verifies every line.
     *
     * @throws IllegalArgumentException if a line was tampered with, with its number and how it shows
     */
    public static PlanHistory read(String lines) {
        var reader = new HistoryReader();
        lines.lines().forEach(reader::accept);
        return new PlanHistory(reader.links());
    }

    /**
     * Holds the history against a hash that was noted before.
     *
     * @param head {@link #head} as it was at some time
     * @throws IllegalArgumentException if no line has it
     */
    public void require(String head) {
        if (links.stream().noneMatch(link -> link.hash().equals(head))) {
            throw new IllegalArgumentException(
                    "no line has the hash " + head + ", which was noted before: lines were cut off or written anew");
        }
    }

    /** One canonical record a line. */
    public List<String> lines() {
        return links.stream().map(Link::line).toList();
    }

    /** The last line, to be appended. */
    public String last() {
        return links.getLast().line();
    }

    /** The hash of the last line, which covers all before it. */
    public String head() {
        return links.getLast().hash();
    }

    public List<Entry> entries() {
        return links.stream().map(Link::entry).toList();
    }

    /** The plan as amended last. */
    public LockedPlan current() {
        return inForce(links.size());
    }

    /** See {@link #current}. */
    public Plan plan() {
        return current().plan();
    }

    /** Where in the entries the first units entered; empty if none did. */
    Optional<Integer> started() {
        for (int i = 0; i < links.size(); i++) {
            if (links.get(i).entry() instanceof Decided decided && decided.action() == Action.STARTED) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    /** The plan after so many entries. */
    LockedPlan inForce(int entries) {
        return Link.inForce(links.subList(0, entries));
    }
}
