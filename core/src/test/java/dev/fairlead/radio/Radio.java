package dev.fairlead.radio;

import dev.fairlead.decide.Assigned;
import dev.fairlead.decide.Decision;
import dev.fairlead.decide.PlatformEvents;
import dev.fairlead.events.EventType;
import dev.fairlead.events.EventTypes;
import dev.fairlead.log.Position;
import java.util.List;
import java.util.stream.Stream;

/** The radio's vocabulary, with the platform's own events. */
public final class Radio {
    private Radio() {}

    public static final List<EventType<?>> EVENTS = List.of(Play.TYPE, Donation.TYPE, Listener.TYPE);

    public static final EventTypes TYPES =
            EventTypes.of(Stream.concat(EVENTS.stream(), PlatformEvents.of(List.of(SongQuery.TYPE)).stream())
                    .toList());

    /** A decision that chose nothing. */
    public static Decision decision(String id, long time, SongQuery query, String release, List<Assigned> arms) {
        return new Decision(id, time, SongQuery.TYPE.app(), arms, release, "", "", Position.START, query, List.of());
    }
}
