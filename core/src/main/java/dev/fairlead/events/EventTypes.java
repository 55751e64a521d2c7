package dev.fairlead.events;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The types of event that a process knows: the platform's own and those of its apps, put together at wiring. */
public final class EventTypes {
    private final Map<String, EventType<?>> byName = new LinkedHashMap<>();
    private final Map<Class<?>, EventType<?>> byRecord = new HashMap<>();

    private EventTypes() {}

    /** @throws IllegalArgumentException if two types have one name or one record */
    public static EventTypes of(Collection<? extends EventType<?>> types) {
        EventTypes all = new EventTypes();
        for (EventType<?> type : types) {
            EventType<?> known = all.byName.putIfAbsent(type.name(), type);
            if (known != null && known != type) {
                throw new IllegalArgumentException("two types of event are named '" + type.name() + "'");
            }
            EventType<?> sameRecord = all.byRecord.putIfAbsent(type.type(), type);
            if (sameRecord != null && sameRecord != type) {
                throw new IllegalArgumentException(
                        "two types of event have the record " + type.type().getName());
            }
        }
        return all;
    }

    /** In the order in which they were given. */
    public List<EventType<?>> all() {
        return List.copyOf(byName.values());
    }

    /** Their names, in the order in which they were given. */
    public List<String> names() {
        return List.copyOf(byName.keySet());
    }

    /** @throws IllegalArgumentException if events of this record are not known here */
    public EventType<?> of(Event event) {
        EventType<?> type = byRecord.get(event.getClass());
        if (type == null) {
            throw new IllegalArgumentException(event.getClass().getName() + " is no type of event that is known here");
        }
        return type;
    }

    /**
     * Reads one event and checks its contract.
     *
     * @throws ContractViolation if a field is missing, unknown, of the wrong kind or out of range
     */
    public Event read(Fields fields) throws ContractViolation {
        Contract in = new Contract(fields);
        String name = in.text("type");
        EventType<?> type = byName.get(name);
        if (type == null) {
            throw new ContractViolation(
                    "type", "unknown event type '" + name + "'; known types are " + String.join(", ", byName.keySet()));
        }
        Event event = type.schema().read(in);
        in.refuseUnread();
        return event;
    }

    /**
     * Holds an event that Fairlead makes itself against the contract that it will be read with.
     *
     * @throws ContractViolation if it could not be read
     */
    public void check(Event event) throws ContractViolation {
        of(event).schema().checkUnchecked(event);
    }

    /** The texts of an event that name persons whom it is about. */
    public Set<String> persons(Event event) {
        Set<String> persons = new HashSet<>();
        of(event).schema().mapUnchecked(event, (field, text) -> {
            if (field.personal() == Field.Personal.IDENTITY && !text.isEmpty()) {
                persons.add(text);
            }
            return text;
        });
        return persons;
    }

    /**
     * Notes what ids of an event are made of a person's id, if the event is about that person, or was until it was rewritten.
     *
     * @return whether it is or was
     */
    public boolean note(Event event, ErasedPerson person) {
        Set<String> persons = persons(event);
        boolean about = persons.contains(person.id()) || persons.contains(person.pseudonym());
        if (about) {
            of(event).schema().mapUnchecked(event, (field, text) -> {
                if (field.personal() == Field.Personal.DERIVED) {
                    person.note(text);
                }
                return text;
            });
        }
        return about;
    }

    /**
     * What is left of an event when a person is erased. One that describes the person is gone; in any other the person's id becomes the
     * pseudonym, also in ids that were {@link #note noted}, and attributes and words of the person are left out.
     *
     * @return itself where nothing changes
     */
    public Optional<Event> without(Event event, ErasedPerson person) {
        boolean about = persons(event).contains(person.id());
        if (about && !of(event).describes().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of((Event) of(event).schema().mapUnchecked(event, (field, text) -> switch (field.personal()) {
            case NOTHING -> text;
            case IDENTITY -> person.named(text);
            case DERIVED -> person.renamed(text);
            case ATTRIBUTE -> about ? "" : text;
        }));
    }

    /** The same event at another time. @param time in milliseconds since 1970 */
    public Event at(Event event, long time) {
        return of(event).at(event, time);
    }

    /** Writes one event with its {@code type}. */
    public void write(Event event, FieldWriter out) {
        EventType<?> type = of(event);
        out.text("type", type.name());
        type.schema().writeUnchecked(event, out);
    }
}
