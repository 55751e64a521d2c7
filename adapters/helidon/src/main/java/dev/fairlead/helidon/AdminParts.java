package dev.fairlead.helidon;

import dev.fairlead.log.DeadLetters;
import dev.fairlead.log.ImportStore;
import dev.fairlead.log.Quarantine;
import dev.fairlead.registry.Registry;
import java.util.Optional;

/**
 * What operators reach besides launches.
 *
 * @param ownToken opens what is for operators to whoever may read the data folder, where it is kept; empty without such a way
 */
public record AdminParts(
        DeadLetters deadLetters,
        Quarantine quarantine,
        Registry registry,
        Promotions promotions,
        Erasing erasing,
        ImportStore imports,
        Optional<String> ownToken) {}
