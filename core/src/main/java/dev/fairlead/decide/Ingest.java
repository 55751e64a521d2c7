package dev.fairlead.decide;

import dev.fairlead.events.ContractViolation;
import dev.fairlead.events.Event;
import dev.fairlead.events.EventType;
import dev.fairlead.events.EventTypes;
import dev.fairlead.events.Fields;
import dev.fairlead.log.DeadLetter;
import dev.fairlead.log.EventLog;
import dev.fairlead.log.Receipt;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The door for events from outside: checks contracts, appends what keeps them, and what does not to the dead-letter log. */
public final class Ingest {
    /** An event may be dated ahead of the clock by this much: people's clocks are wrong, but not by days. */
    public static final Duration CLOCK_TOLERANCE = Duration.ofDays(1);

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
    private final EventTypes types;
    private final InstantSource clock;

    public Ingest(EventLog log, EventTypes types, InstantSource clock) {
        this.log = log;
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
                add(line, check(fields, payload, deliverer, now), payload);
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
            Receipt receipt = log.append(label, events, refused);
            if (receipt.conflicts().isEmpty()) {
                return new Outcome(receipt, List.copyOf(refused));
            }
            List<DeadLetter> taken =
                    receipt.conflicts().stream().map(this::conflict).toList();
            log.append(List.of(), taken);
            return new Outcome(
                    receipt, Stream.concat(refused.stream(), taken.stream()).toList());
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

    /** What became of a batch: what was appended, and what went to the dead-letter log with its reason. */
    public record Outcome(Receipt receipt, List<DeadLetter> refused) {}

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
        if (event.time() > now + CLOCK_TOLERANCE.toMillis()) {
            throw new ContractViolation(
                    "time",
                    event.time() + " is more than " + CLOCK_TOLERANCE.toHours() + " hours ahead of the clock (" + now
                            + ")");
        }
        return event;
    }

    /** @param source where the events come from: a file's name or "http" */
    public Batch batch(String source, Deliverer deliverer) {
        return new Batch(source, deliverer);
    }
}
