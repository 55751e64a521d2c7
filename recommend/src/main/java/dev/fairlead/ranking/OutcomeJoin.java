package dev.fairlead.ranking;

import dev.fairlead.decide.Choice;
import dev.fairlead.decide.Decision;
import dev.fairlead.events.Event;
import dev.fairlead.log.Fold;
import dev.fairlead.log.Logged;
import dev.fairlead.log.Position;
import dev.fairlead.market.events.AddToCart;
import dev.fairlead.market.events.Click;
import dev.fairlead.market.events.Context;
import dev.fairlead.market.events.Impression;
import dev.fairlead.market.events.ItemEvent;
import dev.fairlead.market.events.Purchase;
import dev.fairlead.market.features.FeatureQuery;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Joins outcomes to the impressions they name by request id and item: a fold over the log. An outcome may arrive before
 * its impression; what never finds one is counted in the {@link JoinAudit}. Of several impressions of one request the
 * first counts, and of several places of one item in a slate the highest.
 *
 * <p>The rows of a list that Fairlead decided are read where the decision read them. For other lists the state is taken
 * as it was just before the impression arrived, or before the first outcome that names it if that arrived earlier: what
 * the list was made from cannot have held what the list led to.
 */
public final class OutcomeJoin implements Fold {
    private final LabelWindows windows;
    private final Map<String, Decided> decisions = new HashMap<>();
    private final Map<String, Seen> impressions = new HashMap<>();
    private final Map<String, Logged> firstOutcomes = new HashMap<>();
    private final Map<String, Context> sessions = new HashMap<>();
    private final List<Event> outcomes = new ArrayList<>();

    public OutcomeJoin(LabelWindows windows) {
        this.windows = windows;
    }

    private record Seen(Logged logged, Impression impression) {}

    private record Decided(Logged logged, Decision decision, ListQuery query) {

        /** Items that were drawn evenly for their positions. */
        private Set<String> drawn() {
            return decision.choices().stream()
                    .filter(choice ->
                            choice.rule().equals("explore") || choice.rule().equals("random"))
                    .map(Choice::action)
                    .collect(Collectors.toSet());
        }

        /**
         * Whether the rows of {@code shown} are among those that this decision read. A position that is not before the
         * decision's own belongs to another log, from which the decision was copied.
         */
        private boolean covers(List<Impression.Shown> shown) {
            int prices = query.prices().length;
            return !decision.asOf().covers(logged)
                    && (prices == 0 || prices == query.candidates().size())
                    && rows(query.candidates())
                            .keySet()
                            .containsAll(
                                    shown.stream().map(Impression.Shown::item).toList());
        }
    }

    @Override
    public void accept(Logged logged) {
        switch (logged.event()) {
            case Decision e
            when e.query() instanceof ListQuery query -> decisions.put(e.id(), new Decided(logged, e, query));
            case Impression e -> {
                impressions.putIfAbsent(e.request(), new Seen(logged, e));
                sessions.putIfAbsent(e.session(), e.context());
            }
            case Click e -> outcome(logged, e);
            case AddToCart e -> outcome(logged, e);
            case Purchase e -> outcome(logged, e);
            default -> {}
        }
    }

    private void outcome(Logged logged, ItemEvent outcome) {
        outcomes.add(logged.event());
        firstOutcomes.putIfAbsent(outcome.request(), logged);
    }

    /** The joined lists in order of their {@code asOf}, and the audit of the join. */
    public record Result(List<ShownList> lists, JoinAudit audit) {}

    public Result result() {
        Map<String, ShownList> lists = new HashMap<>();
        impressions.forEach((request, seen) -> lists.put(request, list(seen)));
        JoinAudit audit = new JoinAudit();
        for (Event outcome : outcomes) {
            join(lists, (ItemEvent) outcome, outcome, audit);
        }
        List<ShownList> ordered = new ArrayList<>(lists.values());
        ordered.sort(Comparator.comparing(ShownList::asOf, Position.ORDER).thenComparing(ShownList::request));
        return new Result(ordered, audit);
    }

    private ShownList list(Seen seen) {
        Impression impression = seen.impression;
        List<Impression.Shown> shown = impression.shown().stream()
                .sorted(Comparator.comparingInt(Impression.Shown::position))
                .toList();
        Decided decided = decisions.get(impression.request());
        if (decided != null && decided.covers(shown)) {
            Map<String, Integer> rows = rows(decided.query.candidates());
            int[] rowOf = shown.stream()
                    .mapToInt(s -> rows.getOrDefault(s.item(), -1))
                    .toArray();
            Set<String> drawn = decided.drawn();
            return list(
                    impression,
                    shown,
                    decided.query.features(decided.decision.time()),
                    decided.decision.asOf(),
                    rowOf,
                    drawn);
        }
        Position before = seen.logged
                .before()
                .min(firstOutcomes
                        .getOrDefault(impression.request(), seen.logged)
                        .before());
        int[] rowOf = IntStream.range(0, shown.size()).toArray();
        return list(impression, shown, query(impression, shown), before, rowOf, Set.of());
    }

    private static Map<String, Integer> rows(List<String> candidates) {
        Map<String, Integer> rows = new HashMap<>();
        for (int row = 0; row < candidates.size(); row++) {
            rows.putIfAbsent(candidates.get(row), row);
        }
        return rows;
    }

    private static ShownList list(
            Impression impression,
            List<Impression.Shown> shown,
            FeatureQuery query,
            Position asOf,
            int[] rowOf,
            Set<String> drawn) {
        ShownList.Outcome[] none = new ShownList.Outcome[rowOf.length];
        Arrays.fill(none, ShownList.Outcome.NONE);
        return new ShownList(
                impression.request(),
                impression.surface(),
                impression.context(),
                query,
                asOf,
                impression.time(),
                rowOf,
                IntStream.range(0, rowOf.length)
                        .mapToDouble(i -> price(shown.get(i), query, rowOf[i]))
                        .toArray(),
                shown.stream().mapToDouble(Impression.Shown::propensity).toArray(),
                drawn(shown, drawn),
                none);
    }

    private static boolean[] drawn(List<Impression.Shown> shown, Set<String> drawn) {
        boolean[] randomized = new boolean[shown.size()];
        for (int i = 0; i < randomized.length; i++) {
            randomized[i] = drawn.contains(shown.get(i).item());
        }
        return randomized;
    }

    private static double price(Impression.Shown shown, FeatureQuery query, int row) {
        boolean told = !Double.isNaN(shown.price()) || query.prices().length == 0;
        return told ? shown.price() : query.prices()[row];
    }

    private static FeatureQuery query(Impression e, List<Impression.Shown> shown) {
        return new FeatureQuery(
                e.user(),
                e.session(),
                e.context(),
                e.time(),
                shown.stream().map(Impression.Shown::item).toList(),
                shown.stream().mapToDouble(Impression.Shown::price).toArray());
    }

    private void join(Map<String, ShownList> lists, ItemEvent outcome, Event event, JoinAudit audit) {
        ShownList list = lists.get(outcome.request());
        int i = list == null ? -1 : indexOf(list, outcome.item());
        audit.count(
                event,
                list == null ? sessions.getOrDefault(outcome.session(), Context.UNKNOWN) : list.context(),
                i >= 0);
        if (list == null || i < 0) {
            return;
        }
        long after = event.time() - list.time();
        ShownList.Outcome o = list.outcomes()[i];
        list.outcomes()[i] = switch (event) {
            case Click e
            when after > 0
                    && after <= windows.click().toMillis()
                    && e.session().equals(list.query().session()) ->
                new ShownList.Outcome(Math.min(o.clicked(), e.time()), o.carted(), o.sales());
            case AddToCart e
            when after > 0 && after <= windows.cart().toMillis() ->
                new ShownList.Outcome(o.clicked(), Math.min(o.carted(), e.time()), o.sales());
            case Purchase e
            when after > 0 && after <= windows.purchase().toMillis() ->
                o.and(new ShownList.Sale(e.time(), e.quantity() * e.price()));
            default -> o;
        };
    }

    private static int indexOf(ShownList list, String item) {
        for (int i = 0; i < list.size(); i++) {
            if (list.item(i).equals(item)) {
                return i;
            }
        }
        return -1;
    }
}
