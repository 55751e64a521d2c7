package dev.fairlead.radio;

import dev.fairlead.decide.Query;
import dev.fairlead.decide.QueryType;
import dev.fairlead.events.Field;
import dev.fairlead.events.Schema;
import java.util.List;

/** Which of some songs should be played for a listener? */
public record SongQuery(String user, String session, Place place, List<String> songs, double[] lengths)
        implements Query {
    public static final QueryType<SongQuery> TYPE = type("feed");

    /** The queries of an app of this name. */
    public static QueryType<SongQuery> type(String app) {
        return new QueryType<>(
                app,
                Schema.of(
                        SongQuery.class,
                        Field.id("user", "the listener's id"),
                        Field.id("session", "the session's id"),
                        Field.object("place", Place.SCHEMA, "where it is heard").optional(),
                        Field.ids("songs", "candidates"),
                        Field.numbers("lengths", 0, 1e9, "of each song").unit("seconds")),
                List.of("user", "session"));
    }

    public static SongQuery from(String user, String market, String device) {
        return new SongQuery(user, "s", new Place(market, device), List.of(), new double[0]);
    }

    @Override
    public String unit(String kind) {
        return switch (kind) {
            case "user" -> user;
            case "session" -> session;
            default -> "";
        };
    }
}
