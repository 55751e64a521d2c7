package dev.fairlead.radio;

import dev.fairlead.events.Event;
import dev.fairlead.events.EventType;
import dev.fairlead.events.Field;

/** A listener heard a song. */
public record Play(String id, long time, String user, String song) implements Event {
    public static final EventType<Play> TYPE = EventType.product(
            Play.class,
            "play",
            "A listener heard a song.",
            Field.id("user", "the listener's id"),
            Field.id("song", "the song's id"));
}
