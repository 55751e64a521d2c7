package dev.fairlead.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fairlead.radio.Donation;
import dev.fairlead.radio.Play;
import dev.fairlead.radio.Radio;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventTypesTest {
    /** A record that nobody else has. */
    record Silence(String id, long time) implements Event {}

    private static String refused(EventType<?>... types) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> EventTypes.of(List.of(types)))
                .getMessage());
    }

    @Test
    void twoTypesOfOneNameAreRefused() {
        assertEquals(
                "two types of event are named 'play'",
                refused(Play.TYPE, EventType.product(Silence.class, "play", "Another thing of this name.")));
    }

    @Test
    void twoTypesOfOneRecordAreRefused() {
        assertEquals(
                "two types of event have the record " + Silence.class.getName(),
                refused(
                        EventType.product(Silence.class, "silence", "Nothing is heard."),
                        EventType.product(Silence.class, "quiet", "Nothing is heard.")));
    }

    /** Two apps may share types of event. */
    @Test
    void oneTypeGivenTwiceIsOne() {
        EventTypes types = EventTypes.of(List.of(Play.TYPE, Donation.TYPE, Play.TYPE));
        assertEquals(List.of("play", "donation"), types.names());
        assertEquals(List.of(Play.TYPE, Donation.TYPE), types.all());
    }

    @Test
    void anEventOfAnUnknownRecordIsRefused() {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> Radio.TYPES.of(new Silence("s", 1)));
        assertEquals(Silence.class.getName() + " is no type of event that is known here", refused.getMessage());
    }

    @Test
    void fieldsThatDoNotFitTheRecordAreRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> EventType.product(Silence.class, "silence", "One field too many.", Field.id("who", "a unit")));
        assertEquals(
                "component time of Silence is a long, which does not hold a field of kind NUMBER",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Schema.of(
                                        Silence.class, Field.id("id", "its id"), Field.number("time", 0, 1, "?")))
                        .getMessage());
    }
}
