package dev.fairlead.decide;

import dev.fairlead.registry.DamagedModelException;
import dev.fairlead.registry.Registry;
import dev.fairlead.registry.Release;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The releases that answered logged decisions; each is read once. */
final class LoggedReleases {
    static final Found NONE = new Found(Optional.empty(), "");

    private final Registry registry;
    private final Map<String, Found> found = new HashMap<>();

    LoggedReleases(Registry registry) {
        this.registry = registry;
    }

    /** @param problem why there is none although one answered; empty otherwise */
    record Found(Optional<Release> release, String problem) {}

    Found of(Decision decision) {
        return found.computeIfAbsent(decision.release(), this::find);
    }

    private Found find(String hash) {
        if (hash.isEmpty()) {
            return NONE;
        }
        try {
            Optional<Release> release = registry.get(hash);
            return new Found(release, release.isEmpty() ? "release " + hash + " is not in the registry" : "");
        } catch (DamagedModelException e) {
            return new Found(Optional.empty(), "release " + hash + " is damaged");
        }
    }
}
