package dev.fairlead.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a contract refuses, and in which words. */
class ContractTest {
    /** One song of a programme. */
    record Entry(String song, int place, double length) {
        static final Schema<Entry> SCHEMA = Schema.of(
                Entry.class,
                Field.id("song", "the song's id"),
                Field.whole("place", 1, 10_000, "1 is the first"),
                Field.number("length", 0, 1e9, "how long").unit("seconds").optional());
    }

    /** A song, with a field of every simple kind. */
    record Song(
            String id,
            long time,
            String song,
            double length,
            double rating,
            long copies,
            long released,
            boolean live,
            String zone,
            String lyrics,
            List<String> styles,
            List<Entry> medley)
            implements Event {
        static final EventType<Song> TYPE = EventType.product(
                        Song.class,
                        "song",
                        "A song.",
                        Field.id("song", "the song's id"),
                        Field.number("length", 0, 1e9, "how long").unit("seconds"),
                        Field.number("rating", 0, 5, "0 to 5").optional(),
                        Field.whole("copies", 0, Integer.MAX_VALUE, "how many").orElse(-1),
                        Field.time("released", "when it came out").optional(),
                        Field.flag("live", "whether people clap"),
                        Field.zone("zone", "where it is from"),
                        Field.text("lyrics", "what is sung"),
                        Field.ids("styles", "from the broadest to the narrowest"),
                        Field.objects("medley", Entry.SCHEMA, "what it is made of"))
                .checked(song -> {
                    if (song.live && song.released == 0) {
                        throw new ContractViolation("released", "a live song has a day on which it was sung");
                    }
                });
    }

    /** Songs in order: at least one. */
    record Programme(String id, long time, List<Entry> entries) implements Event {
        static final EventType<Programme> TYPE = EventType.product(
                Programme.class,
                "programme",
                "Songs in order.",
                Field.objects("entries", Entry.SCHEMA, "the songs, at least one")
                        .required());
    }

    private static final EventTypes TYPES = EventTypes.of(List.of(Song.TYPE, Programme.TYPE));

    private static RecordedFields song() {
        return new RecordedFields()
                .with("type", "song")
                .with("id", "e1")
                .with("time", 1_772_409_600_000L)
                .with("song", "hey")
                .with("length", 10.5);
    }

    private static RecordedFields entry(int place, double length) {
        return new RecordedFields()
                .with("song", "hey")
                .with("place", (long) place)
                .with("length", length);
    }

    private static RecordedFields programme(Fields... entries) {
        return new RecordedFields()
                .with("type", "programme")
                .with("id", "e1")
                .with("time", 1_772_409_600_000L)
                .with("entries", List.of(entries));
    }

    private static void refused(Fields fields, String field, String reason) {
        ContractViolation violation = assertThrows(ContractViolation.class, () -> TYPES.read(fields));
        assertEquals(field, violation.field());
        assertTrue(violation.reason().contains(reason), violation.reason());
    }

    @Test
    void whatKeepsTheContractIsReadAndWhatIsLeftOutIsUnknown() throws ContractViolation {
        Song read = (Song) TYPES.read(song());
        assertEquals(
                new Song("e1", 1_772_409_600_000L, "hey", 10.5, Double.NaN, -1, 0, false, "", "", List.of(), List.of()),
                read);
    }

    @Test
    void aMissingOrEmptyRequiredFieldIsNamed() {
        refused(song().without("song"), "song", "required field 'song' is missing or empty");
        refused(song().with("song", ""), "song", "required field 'song' is missing or empty");
        refused(song().without("length"), "length", "required field 'length' is missing or empty");
        refused(song().without("time"), "time", "required field 'time' is missing or empty");
        refused(song().without("type"), "type", "required field 'type' is missing or empty");
        refused(programme(), "entries", "required list 'entries' is missing or empty");
    }

    @Test
    void aNumberOutOfRangeComesWithTheRange() {
        refused(song().with("length", -1.0), "length", "-1.0 is outside 0.0 to 1.0E9");
        refused(song().with("rating", 5.5), "rating", "5.5 is outside 0.0 to 5.0");
        refused(song().with("copies", -2L), "copies", "-2 is outside 0 to 2147483647");
    }

    @Test
    void anUnknownFieldComesWithASuggestion() {
        refused(song().with("ratting", 4.0), "ratting", "unknown field 'ratting'; did you mean 'rating'?");
        refused(song().with("colour", "red"), "colour", "unknown field 'colour'; known: ");
    }

    @Test
    void anUnknownTypeComesWithTheKnownOnes() {
        refused(song().with("type", "sonk"), "type", "unknown event type 'sonk'; known types are song, programme");
    }

    @Test
    void secondsOrMicrosecondsGivenForMillisecondsAreRefused() {
        refused(song().with("time", 1_772_409_600L), "time", "milliseconds since 1970, not seconds");
        refused(song().with("time", 1_772_409_600_000_000L), "time", "milliseconds since 1970, not microseconds");
    }

    @Test
    void aFieldOfTheWrongKindIsRefused() {
        refused(song().with("length", "ten"), "length", "'ten' is not a Number");
        refused(song().with("styles", List.of("rock", entry(1, 1))), "styles[1]", "is not a String");
        refused(song().with("medley", List.of("rock")), "medley[0]", "'rock' is not a Fields");
    }

    @Test
    void aPlaceInsideAListIsNamed() {
        refused(
                programme(entry(1, 5), entry(2, 5), entry(3, 5), entry(4, -5)),
                "entries[3].length",
                "-5.0 is outside 0.0 to 1.0E9");
        refused(programme(entry(1, 5), entry(2, 5).without("song")), "entries[1].song", "is missing");
        refused(programme(entry(1, 5).with("lenght", 1.0)), "entries[0].lenght", "did you mean 'length'?");
        refused(programme(entry(0, 5)), "entries[0].place", "0 is outside 1 to 10000");
    }

    @Test
    void textsAndListsHaveALimit() {
        refused(song().with("song", "x".repeat(201)), "song", "text of 201 characters; at most 200");
        refused(song().with("lyrics", "x".repeat(2_001)), "lyrics", "text of 2001 characters; at most 2000");
        refused(song().with("styles", List.of("rock", "x".repeat(201))), "styles[1]", "text of 201 characters");
        refused(song().with("styles", List.of("rock", "")), "styles[1]", "1 to 200 are allowed");
        refused(
                song().with("styles", new ArrayList<>(Collections.nCopies(10_001, "x"))),
                "styles",
                "list of 10001; at most 10000");
    }

    @Test
    void halfASurrogatePairIsNoText() {
        refused(song().with("lyrics", "la\ud83e"), "lyrics", "half a surrogate pair at character 3");
        refused(song().with("song", "\udd8ala"), "song", "half a surrogate pair at character 1");
    }

    @Test
    void aTimeZoneIsChecked() {
        refused(song().with("zone", "Berlin"), "zone", "like Europe/Berlin or UTC");
    }

    @Test
    void aRuleBetweenFieldsIsChecked() {
        refused(song().with("live", true), "released", "a live song has a day on which it was sung");
    }
}
