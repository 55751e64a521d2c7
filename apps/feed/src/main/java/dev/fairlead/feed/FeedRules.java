package dev.fairlead.feed;

import dev.fairlead.environment.Environment;
import dev.fairlead.policy.SlatePolicy;
import java.util.List;

/** What a feed's numbers make of it: its sources with their shares, its heuristic and its rules. */
final class FeedRules {
    private final FeedConfig config;
    private final String hash;
    private final Sources sources;
    private final Heuristic heuristic;
    private final SlatePolicy slates;
    private final boolean readsVectors;
    private final long newSellerAge;

    /** @param features names of the columns */
    FeedRules(FeedConfig config, FeedFeatures features, Environment environment, List<String> names) {
        this.config = config;
        this.hash = config.numbers().hash();
        this.sources = new Sources(
                new FeedSources(features, config).all(), config.candidates(), config.sourcesDeadline(), environment);
        this.heuristic = new Heuristic(config.heuristic(), names);
        this.slates = new SlatePolicy(config.policy());
        this.readsVectors = config.policy().diversity().readsVectors();
        this.newSellerAge = config.newSellerAge().toMillis();
    }

    FeedConfig config() {
        return config;
    }

    /** Of the numbers. */
    String hash() {
        return hash;
    }

    Sources sources() {
        return sources;
    }

    Heuristic heuristic() {
        return heuristic;
    }

    SlatePolicy slates() {
        return slates;
    }

    /** Whether a rule reads the items' vectors. */
    boolean readsVectors() {
        return readsVectors;
    }

    /** How long a seller is new, in milliseconds. */
    long newSellerAge() {
        return newSellerAge;
    }
}
