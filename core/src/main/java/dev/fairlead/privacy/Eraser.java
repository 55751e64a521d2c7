package dev.fairlead.privacy;

import dev.fairlead.errors.UserException;
import dev.fairlead.events.Contract;
import dev.fairlead.events.ContractViolation;
import dev.fairlead.events.ErasedPerson;
import dev.fairlead.events.Erasure;
import dev.fairlead.events.Event;
import dev.fairlead.events.EventTypes;
import dev.fairlead.log.EventIndex;
import dev.fairlead.log.LogRewriter;
import dev.fairlead.log.Logged;
import dev.fairlead.log.Position;
import dev.fairlead.registry.DamagedModelException;
import dev.fairlead.registry.Documents;
import dev.fairlead.registry.ModelStore;
import dev.fairlead.registry.Registry;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Erases persons: an event says so, at which the states forget the person; a snapshot without the person is written; then the log up to the event is
 * rewritten, and what else names the person is deleted. In the log a pseudonym stands in the person's place, so that everything that was computed
 * of other people from it stays as it was, bit for bit.
 *
 * <p>A process may end at any point: what was begun is finished by the next. Before the snapshot is written the log is as it was; after it, the
 * rewriting is finished before any state reads the log.
 */
public final class Eraser {
    private static final System.Logger LOGGER = System.getLogger("fairlead");

    /**
     * What it works on.
     *
     * @param exports what was exported after a position, by name
     * @param documents how reports are kept
     */
    public record Parts(
            EventTypes types,
            EventIndex index,
            LogRewriter log,
            ErasureStore store,
            Registry registry,
            Exports exports,
            Documents documents) {}

    /** Files that were exported. */
    public interface Exports {
        List<String> after(Position position);
    }

    /** What a running node does for an erasure. */
    public interface Running {
        /** @throws UserException while states are being replayed, which read the log as it is */
        void requireCaughtUp();

        /** Appends an event and waits until all states have it. */
        void append(Event event);

        /** Writes a snapshot of all states as they are. */
        void snapshot();
    }

    private final Parts parts;

    public Eraser(Parts parts) {
        this.parts = parts;
    }

    /** Finishes rewritings that a process left half done. No state may have read the log yet. */
    public void finishInterrupted() {
        for (ErasureStore.Pending pending : parts.store.pending()) {
            if (pending.sweeping()) {
                found(pending.event()).ifPresent(told -> sweep(told, pending.person(), _ -> {}));
            }
        }
    }

    private Optional<Logged> found(String event) {
        return parts.index.find(event);
    }

    /**
     * Erases a person.
     *
     * @param event id of the event, new
     * @param progress gets a line from time to time
     * @throws IllegalArgumentException if no person can have the id
     */
    public synchronized ErasureReport erase(
            String event, String person, long now, Running running, Consumer<String> progress) {
        Erasure erasure = new Erasure(event, now, person, PersonDigest.of(event, person));
        new ErasedPerson(person, erasure.pseudonym()); // refuses an id before anything is written
        running.requireCaughtUp();
        parts.store.put(new ErasureStore.Pending(event, person, false));
        return carryOut(erasure, running, progress);
    }

    private ErasureReport carryOut(Erasure erasure, Running running, Consumer<String> progress) {
        if (found(erasure.id()).isEmpty()) {
            running.append(erasure);
        }
        Logged told = found(erasure.id()).orElseThrow();
        running.snapshot();
        parts.store.put(new ErasureStore.Pending(erasure.id(), erasure.person(), true));
        return sweep(told, erasure.person(), progress);
    }

    /** Goes on with erasures that were asked for before a process ended. */
    public synchronized void resume(long now, Running running) {
        for (ErasureStore.Pending pending : parts.store.pending()) {
            String event = pending.event();
            carryOut(
                    new Erasure(event, now, pending.person(), PersonDigest.of(event, pending.person())),
                    running,
                    _ -> {});
        }
    }

    /**
     * Erases again whom the log tells of that this folder has not erased: it is a copy from before that has caught up since.
     *
     * @param freshId ids for events
     */
    public synchronized void repeat(List<Erasures.Told> told, Supplier<String> freshId, long now, Running running) {
        Set<String> finished = parts.store.finished();
        for (Erasures.Told one : told) {
            if (!finished.contains(one.event())) {
                person(one).ifPresent(person -> erase(freshId.get(), person, now, running, _ -> {}));
                finish(report(one.event(), one.position(), new LogRewriter.Rewritten(0, 0), NOTHING, Long.MAX_VALUE));
            }
        }
    }

    private static final ErasureStore.Forgotten NOTHING = new ErasureStore.Forgotten(0, 0);

    /** Whom an erasure is about, if the log still tells. */
    private Optional<String> person(Erasures.Told told) {
        Search search = new Search(parts.types, told);
        parts.log.rewrite(told.position(), search, _ -> {});
        return Optional.of(search.found).filter(id -> !id.isEmpty());
    }

    /** Looks for the person and changes nothing. */
    private static final class Search implements LogRewriter.Rule {
        private final EventTypes types;
        private final Erasures.Told told;
        private String found = "";

        Search(EventTypes types, Erasures.Told told) {
            this.types = types;
            this.told = told;
        }

        @Override
        public boolean concerns(byte[] bytes, int from, int length) {
            return found.isEmpty();
        }

        @Override
        public Optional<Event> of(Logged logged) {
            for (String id : types.persons(logged.event())) {
                if (PersonDigest.of(told.event(), id).equals(told.digest())) {
                    found = id;
                }
            }
            return Optional.of(logged.event());
        }

        @Override
        public boolean keepsUnreadable(byte[] bytes) {
            return true;
        }
    }

    private ErasureReport sweep(Logged told, String id, Consumer<String> progress) {
        Erasure event = (Erasure) told.event();
        ErasedPerson person = new ErasedPerson(id, event.pseudonym());
        ErasureRule rule = new ErasureRule(parts.types, person);
        Position upTo = told.position();
        parts.log.rewrite(upTo, rule, share -> progress.accept(line("reading the log", share)));
        rule.noted();
        LogRewriter.Rewritten rewritten =
                parts.log.rewrite(upTo, rule, share -> progress.accept(line("rewriting the log", share)));
        ErasureReport report = report(event.id(), told.position(), rewritten, parts.store.forget(person), rule.first());
        finish(report);
        return report;
    }

    private static String line(String what, double share) {
        return "%s: %.0f %%".formatted(what, 100 * share);
    }

    private ErasureReport report(
            String event,
            Position position,
            LogRewriter.Rewritten rewritten,
            ErasureStore.Forgotten forgotten,
            long first) {
        boolean none = first == Long.MAX_VALUE;
        return new ErasureReport(
                event,
                position.toString(),
                rewritten.changed(),
                rewritten.removed(),
                forgotten.deadLetters(),
                forgotten.quarantined(),
                none ? List.of() : models(first),
                none ? List.of() : parts.exports.after(Position.of(first)));
    }

    private List<String> models(long first) {
        return parts.registry.list().stream()
                .map(ModelStore.Entry::hash)
                .filter(hash -> trainedAfter(hash, first))
                .toList();
    }

    /** One whose card cannot be read may have been. */
    private boolean trainedAfter(String hash, long first) {
        try {
            return parts.registry.get(hash).stream()
                    .anyMatch(release -> release.card().data().events() >= first);
        } catch (DamagedModelException e) {
            return true;
        }
    }

    private void finish(ErasureReport report) {
        parts.store.finish(report.erasure(), parts.documents.write(out -> ErasureReport.SCHEMA.write(report, out)));
        LOGGER.log(System.Logger.Level.INFO, "a person was erased: " + report);
    }

    /** What finished erasures did. */
    public List<ErasureReport> reports() {
        return parts.store.reports().stream().map(this::report).toList();
    }

    private ErasureReport report(byte[] stored) {
        try {
            return ErasureReport.SCHEMA.read(new Contract(parts.documents.read(stored)));
        } catch (ContractViolation e) {
            throw new IllegalStateException("the report of an erasure is damaged: " + e.reason(), e);
        }
    }
}
