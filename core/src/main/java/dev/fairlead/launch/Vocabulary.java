package dev.fairlead.launch;

import dev.fairlead.decide.QueryType;
import dev.fairlead.events.EventTypes;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** The words that launches are spoken of in: the types of event, and how each app's queries look. */
public final class Vocabulary {
    private final EventTypes types;
    private final Map<String, QueryType<?>> queries = new LinkedHashMap<>();

    public Vocabulary(EventTypes types, Collection<? extends QueryType<?>> queries) {
        this.types = types;
        queries.forEach(query -> this.queries.put(query.app(), query));
    }

    EventTypes types() {
        return types;
    }

    /** Whether this process decides for the app. */
    boolean decidesFor(String app) {
        return queries.containsKey(app);
    }

    /** Apps that this process decides for, in the order in which they were wired. */
    Collection<String> apps() {
        return queries.keySet();
    }

    /** @throws IllegalArgumentException if this process does not decide for the app */
    QueryType<?> queries(String app) {
        QueryType<?> type = queries.get(app);
        if (type == null) {
            throw new IllegalArgumentException("this process does not decide for the app \"" + app + "\"");
        }
        return type;
    }
}
