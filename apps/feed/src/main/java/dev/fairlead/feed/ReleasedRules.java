package dev.fairlead.feed;

import dev.fairlead.registry.Release;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The rules of each release that may serve: those of the numbers that it was made with. */
final class ReleasedRules {
    private final Function<FeedConfig, FeedRules> make;
    private volatile List<Of> known = List.of();

    /** @param rules empty where the release's numbers cannot be read */
    private record Of(Release release, Optional<FeedRules> rules) {}

    ReleasedRules(Function<FeedConfig, FeedRules> make) {
        this.make = make;
    }

    /** From now on these releases may serve; the rules of others are dropped. */
    synchronized void prepare(Collection<Release> releases) {
        List<Of> next = new ArrayList<>();
        for (Release release : releases) {
            next.add(find(release).orElseGet(() -> new Of(release, read(release))));
        }
        known = List.copyOf(next);
    }

    private Optional<FeedRules> read(Release release) {
        try {
            return Optional.of(make.apply(FeedConfig.parse(release.card().numbers())));
        } catch (IllegalArgumentException e) {
            System.getLogger("fairlead")
                    .log(
                            Level.ERROR,
                            "the numbers of release " + release.hash()
                                    + " cannot be read, so the heuristic answers in its place: " + e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<Of> find(Release release) {
        for (Of one : known) {
            if (one.release == release) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }

    /** The rules of a release; empty when its numbers cannot be read. */
    Optional<FeedRules> of(Release release) {
        Optional<Of> found = find(release);
        return found.isPresent() ? found.get().rules : readNow(release);
    }

    /** A release that serves before it was prepared. */
    private synchronized Optional<FeedRules> readNow(Release release) {
        Optional<Of> found = find(release);
        if (found.isEmpty()) {
            Of one = new Of(release, read(release));
            known = Stream.concat(known.stream(), Stream.of(one)).toList();
            return one.rules;
        }
        return found.get().rules;
    }

    /** Of all releases that may serve. */
    List<FeedRules> all() {
        return known.stream().flatMap(one -> one.rules.stream()).toList();
    }
}
