package dev.fairlead.ranking;

import dev.fairlead.events.AddToCart;
import dev.fairlead.events.Click;
import dev.fairlead.events.Decision;
import dev.fairlead.events.Event;
import dev.fairlead.events.Impression;
import dev.fairlead.events.ItemEvent;
import dev.fairlead.events.Purchase;
import dev.fairlead.features.FeatureQuery;
import dev.fairlead.log.Fold;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * Joins outcomes to the impressions they name by request id and item: a fold over the log. An outcome may arrive before
 * its impression; what never finds one is counted in the {@link JoinAudit}.
 */
public final class OutcomeJoin implements Fold {
    private final LabelWindows windows;
    private final Map<String, Decision> decisions = new HashMap<>();
    private final Map<String, Seen> impressions = new HashMap<>();
    private final List<Event> outcomes = new ArrayList<>();

    public OutcomeJoin(LabelWindows windows) {
        this.windows = windows;
    }

    private record Seen(long offset, Impression impression) {}

    @Override
    public void accept(long offset, Event event) {
        switch (event) {
            case Decision e -> decisions.put(e.id(), e);
            case Impression e -> impressions.putIfAbsent(e.request(), new Seen(offset, e));
            case Click e -> outcomes.add(e);
            case AddToCart e -> outcomes.add(e);
            case Purchase e -> outcomes.add(e);
            default -> {}
        }
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
        ordered.sort(Comparator.comparingLong(ShownList::asOf).thenComparing(ShownList::request));
        return new Result(ordered, audit);
    }

    private ShownList list(Seen seen) {
        Impression impression = seen.impression;
        List<Impression.Shown> shown = impression.shown().stream()
                .sorted(Comparator.comparingInt(Impression.Shown::position))
                .toList();
        Decision decision = decisions.get(impression.request());
        if (decision != null && covers(decision, shown)) {
            return list(impression, shown, query(decision), decision.asOf());
        }
        return list(impression, shown, query(impression, shown), seen.offset - 1);
    }

    private static boolean covers(Decision decision, List<Impression.Shown> shown) {
        return new HashSet<>(decision.candidates())
                .containsAll(shown.stream().map(Impression.Shown::item).toList());
    }

    private static ShownList list(Impression impression, List<Impression.Shown> shown, FeatureQuery query, long asOf) {
        int[] rowOf = new int[shown.size()];
        double[] propensities = new double[shown.size()];
        ShownList.Outcome[] none = new ShownList.Outcome[shown.size()];
        for (int i = 0; i < rowOf.length; i++) {
            rowOf[i] = query.items().indexOf(shown.get(i).item());
            propensities[i] = shown.get(i).propensity();
            none[i] = ShownList.Outcome.NONE;
        }
        return new ShownList(
                impression.request(),
                impression.surface(),
                impression.context(),
                query,
                asOf,
                impression.time(),
                rowOf,
                propensities,
                none);
    }

    /** Exactly what the decision read. */
    static FeatureQuery query(Decision d) {
        return new FeatureQuery(d.user(), d.session(), d.context(), d.time(), d.candidates(), d.prices());
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
        audit.count(event, list, i >= 0);
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
                new ShownList.Outcome(Math.min(o.clicked(), e.time()), o.carted(), o.purchased(), o.gmv());
            case AddToCart e
            when after > 0 && after <= windows.cart().toMillis() ->
                new ShownList.Outcome(o.clicked(), Math.min(o.carted(), e.time()), o.purchased(), o.gmv());
            case Purchase e
            when after > 0 && after <= windows.purchase().toMillis() ->
                new ShownList.Outcome(
                        o.clicked(), o.carted(), Math.min(o.purchased(), e.time()), o.gmv() + e.quantity() * e.price());
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
