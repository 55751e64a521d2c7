package dev.fairlead.events;

import java.util.stream.Stream;

/**
 * A type of event: its name on the wire, who may send it, and its fields, from which it is read, written, checked and described.
 *
 * @param name the value of the field {@code type}
 * @param about one sentence for the documentation
 * @param schema fields in the order of the record's components; the first two are {@code id} and {@code time}
 * @param describes the field that names a unit whose attributes the other fields are; empty where the event is no description
 */
public record EventType<E extends Event>(String name, Origin origin, String about, Schema<E> schema, String describes) {
    private static final int TIME = 1; // place of the field among those of every event

    /** Who writes events of a type. */
    public enum Origin {
        /** The products, over any interface. */
        PRODUCT,
        /** Fairlead itself: who could send these could make a model serve, or half of the users see another. */
        PLATFORM
    }

    /** A type of event that products send. @param more fields after {@code id} and {@code time} */
    public static <E extends Event> EventType<E> product(Class<E> type, String name, String about, Field... more) {
        return new EventType<>(name, Origin.PRODUCT, about, schema(type, more), "");
    }

    /** A type of event that only Fairlead writes. @param more fields after {@code id} and {@code time} */
    public static <E extends Event> EventType<E> platform(Class<E> type, String name, String about, Field... more) {
        return new EventType<>(name, Origin.PLATFORM, about, schema(type, more), "");
    }

    private static <E extends Event> Schema<E> schema(Class<E> type, Field... more) {
        Stream<Field> first = Stream.of(
                Field.id("id", "unique name of this fact: an id that the log holds already is a duplicate")
                        .derived(),
                Field.time("time", "when it happened"));
        return Schema.of(type, Stream.concat(first, Stream.of(more)).toArray(Field[]::new));
    }

    /** The same with one more rule between fields, which every reading checks. */
    public EventType<E> checked(Schema.Check<E> check) {
        return new EventType<>(name, origin, about, schema.checked(check), describes);
    }

    /** The same, whose fields are attributes of the unit that the field {@code unit} names. */
    public EventType<E> describing(String unit) {
        return new EventType<>(name, origin, about, schema, unit);
    }

    /**
     * The same for a description that leaves what it does not say as it was; the list {@code field} names attributes that are not known any more.
     * A reader adds to it every attribute that is there and null.
     */
    public EventType<E> clearing(String field) {
        return new EventType<>(name, origin, about, schema.clearing(field), describes);
    }

    /** The same event at another time. @param time in milliseconds since 1970 */
    E at(Event event, long time) {
        return schema.with(schema.type().cast(event), TIME, time);
    }

    public Class<E> type() {
        return schema.type();
    }
}
