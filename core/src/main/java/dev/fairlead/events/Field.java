package dev.fairlead.events;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One field of an event, a query or another record: its name on the wire, its kind, what it may hold, and a sentence on what
 * it means.
 *
 * @param mandatory whether a reader refuses a record without it
 * @param low least value, for numbers
 * @param high greatest value, for numbers; the greatest length in characters, for texts
 * @param absent what a whole number is when it is left out
 * @param unit of a number: "seconds", "milliseconds since 1970"; empty for none
 * @param about half a sentence for the documentation
 * @param of schemas of the records inside: one, or for a {@link Kind#VARIANT} one for each value of another field
 * @param by name of the text field whose value chooses a variant; empty otherwise
 * @param form of a {@link Kind#VALUE}
 * @param personal what a text says of a person, for whoever has to erase that person
 */
public record Field(
        String name,
        Kind kind,
        boolean mandatory,
        double low,
        double high,
        long absent,
        String unit,
        String about,
        Map<String, Schema<?>> of,
        String by,
        Optional<TextForm<?>> form,
        Personal personal) {
    /** What a text says of a person. */
    public enum Personal {
        /** Nothing. */
        NOTHING,
        /** It names the person whom the record is about. */
        IDENTITY,
        /** It is an attribute of that person, or the person's own words. */
        ATTRIBUTE,
        /** It names something else, but may be made of the person's id: "visit-ada-17". */
        DERIVED
    }

    /**
     * How a value that is no text is written as one: its {@code toString}.
     *
     * @param parse throws IllegalArgumentException, in a sentence, for a text that is none
     */
    public record TextForm<T>(Class<T> type, Function<String, T> parse) {}

    /** What a field holds. In Java: String, long, double, boolean, lists and arrays of them, or records. */
    public enum Kind {
        /** Text that names something, 1 to 200 characters. */
        ID,
        /** Text for people, at most 2,000 characters. */
        TEXT,
        /** Text without limit, of records that Fairlead itself writes. */
        RAW,
        /** A value that has a text form: its type's {@code toString}. */
        VALUE,
        /** An IANA time zone. */
        ZONE,
        /** Milliseconds since 1970, or ISO 8601 text with an offset. */
        TIME,
        NUMBER,
        WHOLE,
        FLAG,
        /** A list of texts that name something. */
        IDS,
        /** A list of numbers: {@code double[]}. */
        NUMBERS,
        /** 32-bit floats by their bits, as base64 of little-endian IEEE 754: {@code float[]}. */
        FLOATS,
        /** Degrees of latitude and longitude, as a list of two numbers: {@link Point}. */
        POINT,
        /** A list of points. */
        POINTS,
        /** One record. */
        OBJECT,
        /** A list of records. */
        OBJECTS,
        /** A record whose fields lie beside this one's, without a name of their own. */
        EMBEDDED,
        /** One record, of a schema that another field's value chooses. */
        VARIANT
    }

    private static Field of(String name, Kind kind, boolean required, double low, double high, String about) {
        return new Field(
                name, kind, required, low, high, 0, "", about, Map.of(), "", Optional.empty(), Personal.NOTHING);
    }

    public static Field id(String name, String about) {
        return of(name, Kind.ID, true, 1, Contract.MAX_ID, about);
    }

    /** Optional: a reader gives the empty text when it is left out. */
    public static Field text(String name, String about) {
        return of(name, Kind.TEXT, false, 0, Contract.MAX_TEXT, about);
    }

    /** Optional: a reader gives the empty text when it is left out. */
    public static Field raw(String name, String about) {
        return of(name, Kind.RAW, false, 0, Integer.MAX_VALUE, about);
    }

    /** A value that is written as its text. @param parse throws IllegalArgumentException, in a sentence, for a text that is none */
    public static <T> Field text(String name, Class<T> type, Function<String, T> parse, String about) {
        return new Field(
                name,
                Kind.VALUE,
                true,
                1,
                Contract.MAX_TEXT,
                0,
                "",
                about,
                Map.of(),
                "",
                Optional.of(new TextForm<>(type, parse)),
                Personal.NOTHING);
    }

    /** Optional: a reader gives the empty text when it is left out. */
    public static Field zone(String name, String about) {
        return of(name, Kind.ZONE, false, 0, Contract.MAX_ID, about);
    }

    public static Field time(String name, String about) {
        return of(name, Kind.TIME, true, Contract.EARLIEST_TIME, Contract.LATEST_TIME, about)
                .unit("milliseconds since 1970");
    }

    public static Field number(String name, double low, double high, String about) {
        return of(name, Kind.NUMBER, true, low, high, about);
    }

    public static Field whole(String name, long low, long high, String about) {
        return of(name, Kind.WHOLE, true, low, high, about);
    }

    /** Optional: a reader gives false when it is left out. */
    public static Field flag(String name, String about) {
        return of(name, Kind.FLAG, false, 0, 1, about);
    }

    /** Optional: a reader gives the empty list when it is left out. */
    public static Field ids(String name, String about) {
        return of(name, Kind.IDS, false, 0, Contract.MAX_LIST, about);
    }

    /** Optional: a reader gives the empty array when it is left out. */
    public static Field numbers(String name, double low, double high, String about) {
        return of(name, Kind.NUMBERS, false, low, high, about);
    }

    /** Optional: a reader gives the empty array when it is left out. */
    public static Field floats(String name, String about) {
        return of(name, Kind.FLOATS, false, 0, 0, about);
    }

    public static Field point(String name, String about) {
        return of(name, Kind.POINT, true, 0, 0, about).unit("degrees of latitude and longitude");
    }

    /** Optional: a reader gives the empty list when it is left out. */
    public static Field points(String name, String about) {
        return of(name, Kind.POINTS, false, 0, 0, about).unit("degrees of latitude and longitude");
    }

    public static Field object(String name, Schema<?> schema, String about) {
        return of(name, Kind.OBJECT, true, 0, 0, about).of(Map.of("", schema), "");
    }

    /** Optional: a reader gives the empty list when it is left out. */
    public static Field objects(String name, Schema<?> schema, String about) {
        return of(name, Kind.OBJECTS, false, 0, Contract.MAX_LIST, about).of(Map.of("", schema), "");
    }

    public static Field embedded(Schema<?> schema) {
        return of("", Kind.EMBEDDED, true, 0, 0, "").of(Map.of("", schema), "");
    }

    /** @param by name of the text field, declared before this one, whose value is a key of {@code schemas} */
    public static Field variant(String name, String by, Map<String, Schema<?>> schemas, String about) {
        return of(name, Kind.VARIANT, true, 0, 0, about).of(schemas, by);
    }

    private Field of(Map<String, Schema<?>> schemas, String chosenBy) {
        return new Field(
                name, kind, mandatory, low, high, absent, unit, about, Map.copyOf(schemas), chosenBy, form, personal);
    }

    /** The same, which may be left out: then a text is empty, a number NaN, a time 0, a record's fields all absent. */
    public Field optional() {
        return new Field(name, kind, false, low, high, absent, unit, about, of, by, form, personal);
    }

    /** The same, which a reader refuses to be without: a text or a list must not be empty. */
    public Field required() {
        return new Field(name, kind, true, low, high, absent, unit, about, of, by, form, personal);
    }

    /** The same, which may be left out: then the whole number is {@code value}. It is written unless it is outside the range. */
    public Field orElse(long value) {
        return new Field(name, kind, false, low, high, value, unit, about, of, by, form, personal);
    }

    public Field unit(String of) {
        return new Field(name, kind, mandatory, low, high, absent, of, about, this.of, by, form, personal);
    }

    /** The same, which names the person whom the record is about. */
    public Field person() {
        return personal(Personal.IDENTITY);
    }

    /** The same, which is an attribute of the person, or the person's own words. @throws IllegalStateException if it must not be left out */
    public Field attribute() {
        if (mandatory) {
            throw new IllegalStateException("field '" + name + "' is mandatory and could not be erased");
        }
        return personal(Personal.ATTRIBUTE);
    }

    /** The same, which may be made of the person's id. */
    public Field derived() {
        return personal(Personal.DERIVED);
    }

    private Field personal(Personal as) {
        if (kind != Kind.ID && kind != Kind.TEXT && kind != Kind.ZONE) {
            throw new IllegalStateException(
                    "field '" + name + "' of kind " + kind + " is no text that could be replaced");
        }
        return new Field(name, kind, mandatory, low, high, absent, unit, about, of, by, form, as);
    }

    /** The one schema of the records inside. */
    public Schema<?> schema() {
        Schema<?> schema = of.get("");
        if (schema == null) {
            throw new IllegalStateException("field '" + name + "' of kind " + kind + " has no one schema");
        }
        return schema;
    }

    /** This field and those that lie beside it in an embedded record. */
    List<Field> flat() {
        return kind == Kind.EMBEDDED ? schema().flat() : List.of(this);
    }
}
