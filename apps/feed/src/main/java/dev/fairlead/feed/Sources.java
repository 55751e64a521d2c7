package dev.fairlead.feed;

import dev.fairlead.environment.Environment;
import dev.fairlead.market.features.Catalogue;
import dev.fairlead.ranking.ListQuery;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * Where candidates come from when the caller brings none. Each source gives at most its share of the candidates, and none is asked
 * once there are enough. An item that several propose is one candidate that carries all their names.
 *
 * <p>All have one deadline. A source that throws, is late, or has too many late calls under way is an outage: it is counted,
 * named in the decision, and the request goes on without it.
 */
final class Sources {
    private final List<QuotaSource> sources;
    private final int candidates;
    private final Duration deadline;
    private final Environment environment;

    /**
     * @param ids of the candidates' items
     * @param outages what the request went without, in the order of the sources, as "source NAME failed"
     */
    record Found(List<Candidate> candidates, int[] ids, List<String> outages) {}

    /**
     * @param sources in the order of their candidates; the last ones, with a share of 1, fill what the others leave
     * @param candidates most candidates of a request
     * @param deadline for all sources of one request together
     */
    Sources(List<QuotaSource> sources, int candidates, Duration deadline, Environment environment) {
        this.sources = List.copyOf(sources);
        this.candidates = candidates;
        this.deadline = deadline;
        this.environment = environment;
    }

    /** What a request brought itself. */
    static Found given(Catalogue catalogue, ListQuery query) {
        List<Candidate> candidates = new ArrayList<>(query.candidates().size());
        for (int i = 0; i < query.candidates().size(); i++) {
            candidates.add(new Candidate(query.candidates().get(i), query.price(i), Candidate.GIVEN));
        }
        int[] ids = candidates.stream()
                .mapToInt(candidate -> catalogue.items().find(candidate.item()))
                .toArray();
        return new Found(candidates, ids, List.of());
    }

    Found find(RetrievalContext context) {
        long end = System.nanoTime() + environment.patience(deadline).toNanos();
        List<QuotaSource.Call> calls = new ArrayList<>(sources.size());
        for (QuotaSource source : sources) {
            calls.add(source.call(context, limit(source), environment));
        }
        Map<Integer, Set<String>> found = new LinkedHashMap<>();
        List<String> outages = new ArrayList<>();
        for (int i = 0; i < calls.size() && found.size() < candidates; i++) {
            QuotaSource source = sources.get(i);
            try {
                merge(found, source, calls.get(i).await(end));
            } catch (TimeoutException e) {
                outages.add(source.outage("late"));
            } catch (ExecutionException e) {
                outages.add(source.outage("failed"));
                System.getLogger("fairlead").log(Level.WARNING, "source " + source.name() + " failed", e.getCause());
            }
        }
        Catalogue catalogue = context.view().entities().catalogue();
        return new Found(
                found.entrySet().stream()
                        .map(e -> new Candidate(
                                catalogue.items().text(e.getKey()), Double.NaN, String.join("+", e.getValue())))
                        .toList(),
                found.keySet().stream().mapToInt(Integer::intValue).toArray(),
                outages);
    }

    private int limit(QuotaSource source) {
        return (int) Math.round(candidates * source.share());
    }

    private void merge(Map<Integer, Set<String>> found, QuotaSource source, int[] items) {
        for (int item : items) {
            Set<String> names = found.get(item);
            if (names != null) {
                names.add(source.name());
            } else if (found.size() < candidates) {
                found.put(item, new LinkedHashSet<>(List.of(source.name())));
            }
        }
    }

    List<QuotaSource> all() {
        return sources;
    }
}
