package dev.fairlead.decide;

import dev.fairlead.events.ContractViolation;
import dev.fairlead.events.Event;
import dev.fairlead.events.EventType;
import dev.fairlead.events.EventTypes;
import dev.fairlead.events.Fields;
import dev.fairlead.log.DeadLetter;
import dev.fairlead.log.EventIndex;
import dev.fairlead.log.EventLog;
import dev.fairlead.log.Logged;
import dev.fairlead.log.Receipt;
import dev.fairlead.log.SameContent;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The door for events from outside: checks contracts, appends what keeps them, and what does not to the dead-letter log. */
public final class Ingest {
    /** An event may be dated ahead of the clock by this much and keeps its time. */
    public static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

    /** An event of a product that is dated further ahead, up to this much, gets the time at which it arrived: clocks are wrong, but not by days. */
    public static final Duration MOST_AHEAD = Duration.ofDays(1);

    /** Longest text of one event, in characters. */
    public static final int MAX_EVENT = 1 << 20;

    /** Who delivers events, and with it what is believed. */
    public enum Deliverer {
        /** The products, and anybody else who can reach the API: facts of the product only. */
        PRODUCT,
        /** Whoever has the data folder in hand. A log that Fairlead exported holds what Fairlead itself wrote, too. */
        OPERATOR
    }

    private final EventLog log;
    private final EventIndex index;
    private final EventTypes types;
    private final InstantSource clock;

    /** For a log whose events cannot be found by their ids. */
    public Ingest(EventLog log, EventTypes types, InstantSource clock) {
        this(log, _ -> Optional.empty(), types, clock);
    }

    /** @param index of the log: by it an event that is sent again is known even if it got the time of its arrival */
    public Ingest(EventLog log, EventIndex index, EventTypes types, InstantSource clock) {
        this.log = log;
        this.index = index;
        this.types = types;
        this.clock = clock;
    }

    /** Events of one delivery, collected one by one. Not for use by several threads. */
    public final class Batch implements EventSink {
        private final String source;
        private final Deliverer deliverer;
        private final List<Event> events = new ArrayList<>();
        private final List<Place> places = new ArrayList<>();
        private final List<DeadLetter> refused = new ArrayList<>();
        private final Set<Integer> ahead = new LinkedHashSet<>(); // places among the events
        private final long now = clock.millis();
        private String label = "";

        private Batch(String source, Deliverer deliverer) {
            this.source = source;
            this.deliverer = deliverer;
        }

        /** Checks one event. */
        @Override
        public void add(long line, Fields fields, String payload, Unfinished lacks) {
            try {
                Event event = check(fields, payload, deliverer, now);
                if (event.time() > now + CLOCK_TOLERANCE.toMillis()) {
                    ahead.add(events.size());
                }
                add(line, event, payload);
            } catch (ContractViolation e) {
                refuse(line, e, payload);
            }
        }

        private void add(long line, Event checked, String payload) {
            add(source, line, checked, () -> payload);
        }

        /**
         * Adds an event that {@link Ingest#check} has let pass.
         *
         * @param from the source that it is from
         * @param payload its text, if the log holds another one of its id
         */
        public void add(String from, long line, Event checked, Supplier<String> payload) {
            events.add(checked);
            places.add(new Place(from, line, payload));
        }

        /** What is appended is part of this import, which can be undone. @param batch its name */
        public Batch of(String batch) {
            label = batch;
            return this;
        }

        /** Notes an element that could not even be read as fields. */
        @Override
        public void refuse(long line, ContractViolation why, String payload) {
            refused.add(new DeadLetter(0, now, source, line, why.field(), why.reason(), payload));
        }

        public int size() {
            return events.size() + refused.size();
        }

        /** Makes everything durable, then returns. @throws dev.fairlead.log.LogException when the storage refuses */
        public Outcome append() {
            List<Adjusted> adjusted = clamp();
            Receipt receipt = withoutRetries(log.append(label, events, refused));
            if (receipt.conflicts().isEmpty()) {
                return new Outcome(receipt, List.copyOf(refused), adjusted);
            }
            List<DeadLetter> taken =
                    receipt.conflicts().stream().map(this::conflict).toList();
            log.append(List.of(), taken);
            return new Outcome(
                    receipt, Stream.concat(refused.stream(), taken.stream()).toList(), adjusted);
        }

        /** Gives events from clocks that are ahead the time of their arrival, a millisecond apart, so that they stay in order. */
        private List<Adjusted> clamp() {
            List<Integer> inOrder = new ArrayList<>(ahead);
            inOrder.sort(Comparator.comparingLong(place -> events.get(place).time()));
            List<Adjusted> adjusted = new ArrayList<>();
            long time = now;
            long before = Long.MIN_VALUE;
            for (int place : inOrder) {
                Event event = events.get(place);
                time += before == Long.MIN_VALUE || before == event.time() ? 0 : 1;
                before = event.time();
                events.set(place, types.at(event, time));
                adjusted.add(new Adjusted(places.get(place).line, before, time));
            }
            adjusted.sort(Comparator.comparingLong(Adjusted::line));
            return List.copyOf(adjusted);
        }

        /** An event that was sent before, and got the time of its arrival then, is a duplicate, also when its own time has come meanwhile. */
        private Receipt withoutRetries(Receipt receipt) {
            List<Integer> conflicts = receipt.conflicts().stream()
                    .filter(place -> !(deliverer == Deliverer.PRODUCT && sentBefore(place)))
                    .toList();
            int retries = receipt.conflicts().size() - conflicts.size();
            return new Receipt(receipt.end(), receipt.accepted(), receipt.duplicates() + retries, conflicts);
        }

        private boolean sentBefore(int place) {
            Event event = events.get(place);
            return index.find(event.id())
                    .map(Logged::event)
                    .filter(known -> known.getClass() == event.getClass())
                    .filter(known -> ahead.contains(place) || event.time() - known.time() > CLOCK_TOLERANCE.toMillis())
                    .filter(known -> SameContent.of(known, types.at(event, known.time())))
                    .isPresent();
        }

        /** {@link #append}, with events of an id that the log holds with other content left to the caller, who has their lines. */
        public Receipt appendWithoutConflicts() {
            return log.append(label, events, refused);
        }

        /** How many events were let pass so far. */
        public int events() {
            return events.size();
        }

        /** What was refused so far. */
        public List<DeadLetter> refused() {
            return List.copyOf(refused);
        }

        private DeadLetter conflict(int at) {
            return new DeadLetter(
                    0,
                    now,
                    places.get(at).source,
                    places.get(at).line,
                    "id",
                    "the log holds another event of the id '" + events.get(at).id()
                            + "' already; what happened once stays as it is, and another fact needs an id of its own",
                    places.get(at).payload.get());
        }
    }

    /** Where an event was in its delivery, and its text. */
    private record Place(String source, long line, Supplier<String> payload) {}

    private static String length(Duration time) {
        return time.toHours() > 0 ? time.toHours() + " hours" : time.toMinutes() + " minutes";
    }

    /**
     * An event whose clock was ahead. Times are in milliseconds since 1970.
     *
     * @param line 1-based line or element number within the source
     * @param sent the time that it came with
     * @param time the time that it has in the log, that of its arrival; if it was in the log already, that of its first arrival stands there
     */
    public record Adjusted(long line, long sent, long time) {
        /** In a sentence. */
        public String reason() {
            return sent + " is ahead of the clock by "
                    + Duration.ofMillis(sent - time).toMinutes() + " minutes; the event got the time of its arrival, "
                    + time;
        }
    }

    /** What became of a batch: what was appended, what went to the dead-letter log with its reason, and what got another time. */
    public record Outcome(Receipt receipt, List<DeadLetter> refused, List<Adjusted> adjusted) {}

    /**
     * Reads an event and holds it against what may be delivered now.
     *
     * @param payload the event's text
     * @throws ContractViolation if it may not
     */
    public Event check(Fields fields, String payload, Deliverer deliverer) throws ContractViolation {
        return check(fields, payload, deliverer, clock.millis());
    }

    private Event check(Fields fields, String payload, Deliverer deliverer, long now) throws ContractViolation {
        if (payload.length() > MAX_EVENT) {
            throw new ContractViolation(
                    "", "an event of " + payload.length() + " characters; at most " + MAX_EVENT + " are allowed");
        }
        Event event = types.read(fields);
        if (deliverer == Deliverer.PRODUCT && types.of(event).origin() == EventType.Origin.PLATFORM) {
            throw new ContractViolation(
                    "type",
                    "Fairlead itself writes events of type '"
                            + types.of(event).name() + "' and takes none from a product; "
                            + "an operator brings an exported log back with: fairlead import");
        }
        if (deliverer == Deliverer.PRODUCT
                && PlatformEvents.ID_PREFIXES.stream().anyMatch(event.id()::startsWith)) {
            throw new ContractViolation(
                    "id",
                    "'" + event.id() + "' is an id that only Fairlead gives; those of a product begin with none of "
                            + String.join(", ", PlatformEvents.ID_PREFIXES));
        }
        Duration most = deliverer == Deliverer.PRODUCT ? MOST_AHEAD : CLOCK_TOLERANCE;
        if (event.time() > now + most.toMillis()) {
            throw new ContractViolation(
                    "time",
                    event.time() + " is more than " + length(most) + " ahead of the clock (" + now + ")"
                            + (deliverer == Deliverer.PRODUCT ? "" : "; what has not happened is no history"));
        }
        return event;
    }

    /** @param source where the events come from: a file's name or "http" */
    public Batch batch(String source, Deliverer deliverer) {
        return new Batch(source, deliverer);
    }
}
