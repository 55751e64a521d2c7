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
import java.util.Locale;
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
 * the list was made from cannot have held what the list led to. In a log out of order that is no time at all; there {@link Result#asOfEventTime} reads
 * history as of the times of the events.
 */
public final class OutcomeJoin implements Fold {
    private final LabelWindows windows;
    private final Map<String, Decided> decisions = new HashMap<>();
    private final Map<String, Seen> impressions = new HashMap<>();
    private final Map<String, Logged> firstOutcomes = new HashMap<>();
    private final Map<String, Long> earliestOutcomes = new HashMap<>();
    private final OrderAudit order = new OrderAudit();
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
        order.accept(logged);
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
        earliestOutcomes.merge(outcome.request(), logged.event().time(), Math::min);
    }

    /**
     * The joined lists in order of their {@code asOf}, and the audit of the join.
     *
     * @param order in which order events arrived
     * @param history of each list that Fairlead did not decide, by its request: the time as of which it can be read, in milliseconds since 1970
     * @param decisions how many lists Fairlead decided
     * @param early outcomes that are dated before the list that they name
     */
    public record Result(
            List<ShownList> lists,
            JoinAudit audit,
            OrderAudit order,
            Map<String, Long> history,
            long decisions,
            long early) {

        /**
         * The same where lists of history are read as of event time, if the log is out of order; then all are in order of time. Live decisions keep
         * their positions.
         */
        public Result asOfEventTime() {
            if (!order.outOfOrder()) {
                return this;
            }
            List<ShownList> byTime = lists.stream()
                    .map(list -> {
                        Long time = history.get(list.request());
                        return time == null ? list : list.byEventTime(time);
                    })
                    .sorted(Comparator.comparingLong(ShownList::time).thenComparing(ShownList::request))
                    .toList();
            return new Result(byTime, audit, order, history, decisions, early);
        }

        /**
         * Whether what is learnt of single events is to be learnt in order of their times: the log is out of order, and not all in it was decided
         * live.
         */
        public boolean historyByEventTime() {
            return order.outOfOrder() && (!history.isEmpty() || decisions == 0);
        }

        /** Which rows are read as of when, and what is wrong with the order, a sentence a line. */
        public String describe() {
            String rows = String.format(
                    Locale.ROOT,
                    "Rows: %,d lists that Fairlead decided are read as of their decisions' log positions, %,d lists of history as of"
                            + " %s.",
                    decisions,
                    history.size(),
                    order.outOfOrder()
                            ? "event time, since the log is out of order"
                            : "their impressions' log positions");
            String outcomes = early == 0
                    ? ""
                    : String.format(
                            Locale.ROOT,
                            "%nOrder: %,d outcomes are dated before the list that they name, so that no label counts them; see to the"
                                    + " clocks that dated them.",
                            early);
            return rows + System.lineSeparator() + order + outcomes;
        }
    }

    public Result result() {
        Map<String, ShownList> lists = new HashMap<>();
        impressions.forEach((request, seen) -> lists.put(request, list(seen)));
        Map<String, Long> history = new HashMap<>();
        impressions.forEach((request, seen) -> {
            if (!decided(seen.impression)) {
                long time = seen.impression.time();
                history.put(request, Math.min(time, earliestOutcomes.getOrDefault(request, time)));
            }
        });
        JoinAudit audit = new JoinAudit();
        long early = 0;
        for (Event outcome : outcomes) {
            Seen named = impressions.get(((ItemEvent) outcome).request());
            early += named != null && outcome.time() < named.impression.time() ? 1 : 0;
            join(lists, (ItemEvent) outcome, outcome, audit);
        }
        List<ShownList> ordered = new ArrayList<>(lists.values());
        ordered.sort(Comparator.comparing(ShownList::asOf, Position.ORDER).thenComparing(ShownList::request));
        return new Result(ordered, audit, order, Map.copyOf(history), lists.size() - history.size(), early);
    }

    /** Whether the rows of the list are those that a decision of this log read. */
    private boolean decided(Impression impression) {
        Decided decided = decisions.get(impression.request());
        return decided != null && decided.covers(impression.shown());
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
