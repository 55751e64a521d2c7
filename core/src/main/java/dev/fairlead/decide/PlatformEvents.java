package dev.fairlead.decide;

import dev.fairlead.events.EventType;
import dev.fairlead.events.Exposure;
import dev.fairlead.events.LaunchChanged;
import dev.fairlead.events.LaunchStarted;
import dev.fairlead.events.Promotion;
import java.util.Collection;
import java.util.List;

/** The types of event that every process knows, whatever its apps. */
public final class PlatformEvents {
    private PlatformEvents() {}

    /** @param queries of the process's apps, which decisions hold */
    public static List<EventType<?>> of(Collection<? extends QueryType<?>> queries) {
        return List.of(Decision.type(queries), Promotion.TYPE, Exposure.TYPE, LaunchStarted.TYPE, LaunchChanged.TYPE);
    }
}
