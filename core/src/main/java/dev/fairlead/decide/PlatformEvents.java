package dev.fairlead.decide;

import dev.fairlead.events.Erasure;
import dev.fairlead.events.EventType;
import dev.fairlead.events.Exposure;
import dev.fairlead.events.HeapMeasured;
import dev.fairlead.events.LaunchChanged;
import dev.fairlead.events.LaunchNote;
import dev.fairlead.events.LaunchStarted;
import dev.fairlead.events.Promotion;
import dev.fairlead.events.ShadowDecision;
import java.util.Collection;
import java.util.List;

/** The types of event that every process knows, whatever its apps. */
public final class PlatformEvents {
    /** What the ids begin with that Fairlead makes itself: nothing from outside can take one before it is written. */
    public static final List<String> ID_PREFIXES =
            List.of("d-", "erasure-", "exposure-", "heap-", "launch-", "promotion-", "shadow-", "unlogged-");

    private PlatformEvents() {}

    /** @param queries of the process's apps, which decisions hold */
    public static List<EventType<?>> of(Collection<? extends QueryType<?>> queries) {
        return List.of(
                Decision.type(queries),
                Promotion.TYPE,
                Exposure.TYPE,
                LaunchStarted.TYPE,
                LaunchChanged.TYPE,
                LaunchNote.TYPE,
                ShadowDecision.TYPE,
                Erasure.TYPE,
                HeapMeasured.TYPE);
    }
}
