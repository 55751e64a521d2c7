package dev.fairlead.launch;

import dev.fairlead.decide.App;
import dev.fairlead.decide.MetricType;
import dev.fairlead.decide.QueryType;
import dev.fairlead.events.EventTypes;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The words that launches are spoken of in: the types of event, how each app's queries look, and the metrics that each app declares. */
public final class Vocabulary {
    private final EventTypes types;
    private final Map<String, QueryType<?>> queries = new LinkedHashMap<>();
    private final Map<String, List<MetricType>> metrics = new LinkedHashMap<>();

    public Vocabulary(EventTypes types, Collection<? extends App<?, ?>> apps) {
        this.types = types;
        apps.forEach(app -> {
            queries.put(app.name(), app.queries());
            metrics.put(app.name(), app.metrics());
        });
    }

    /** The app's metric of this name. */
    Optional<MetricType> metric(String app, String name) {
        return metrics.getOrDefault(app, List.of()).stream()
                .filter(metric -> metric.name().equals(name))
                .findFirst();
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
