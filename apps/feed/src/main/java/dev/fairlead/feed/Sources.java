package dev.fairlead.feed;

import dev.fairlead.environment.Environment;
import dev.fairlead.market.features.Catalogue;
import dev.fairlead.ranking.ListQuery;
import dev.fairlead.state.Ids;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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
    private final Map<Integer, String> names = new ConcurrentHashMap<>(); // by the bits of the sources

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
        return new Found(candidates, catalogue.items().find(query.candidates()), List.of());
    }

    Found find(RetrievalContext context) {
        long end = System.nanoTime() + environment.patience(deadline).toNanos();
        List<QuotaSource.Call> calls = new ArrayList<>(sources.size());
        for (QuotaSource source : sources) {
            calls.add(source.call(context, limit(source), environment));
        }
        Merged found = new Merged(candidates);
        List<String> outages = new ArrayList<>();
        for (int i = 0; i < calls.size() && found.size < candidates; i++) {
            QuotaSource source = sources.get(i);
            try {
                found.add(calls.get(i).await(end), 1 << i);
            } catch (TimeoutException e) {
                outages.add(source.outage("late"));
            } catch (ExecutionException e) {
                outages.add(source.outage("failed"));
                System.getLogger("fairlead").log(Level.WARNING, "source " + source.name() + " failed", e.getCause());
            }
        }
        Ids items = context.view().entities().catalogue().items();
        List<Candidate> proposed = new ArrayList<>(found.size);
        for (int i = 0; i < found.size; i++) {
            proposed.add(new Candidate(items.text(found.items[i]), Double.NaN, names(found.by[i])));
        }
        return new Found(proposed, Arrays.copyOf(found.items, found.size), outages);
    }

    /** Items in the order in which they were proposed, each once, and which sources did: a bit for each. */
    private static final class Merged {
        final int[] items;
        final int[] by;
        int size;
        private final Map<Integer, Integer> places;

        Merged(int most) {
            items = new int[most];
            by = new int[most];
            places = HashMap.newHashMap(most);
        }

        void add(int[] proposed, int source) {
            for (int item : proposed) {
                Integer place = size < items.length ? places.putIfAbsent(item, size) : places.get(item);
                if (place != null) {
                    by[place] |= source;
                } else if (size < items.length) {
                    items[size] = item;
                    by[size++] = source;
                }
            }
        }
    }

    private String names(int by) {
        return names.computeIfAbsent(
                by,
                bits -> IntStream.range(0, sources.size())
                        .filter(place -> (bits >>> place & 1) != 0)
                        .mapToObj(place -> sources.get(place).name())
                        .distinct()
                        .collect(Collectors.joining("+")));
    }

    private int limit(QuotaSource source) {
        return (int) Math.round(candidates * source.share());
    }

    List<QuotaSource> all() {
        return sources;
    }
}
