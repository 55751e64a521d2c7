package dev.fairlead.decide;

/** What an app is asked. Every app has a record of its own, whose fields a {@link QueryType} declares. */
public interface Query {
    /** Id of the unit of this kind ("user", "session") that the query is for; empty when it has none. */
    String unit(String kind);
}
