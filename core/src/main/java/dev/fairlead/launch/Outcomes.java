package dev.fairlead.launch;

import dev.fairlead.events.Click;
import dev.fairlead.events.Event;
import dev.fairlead.events.Exposure;
import dev.fairlead.events.Impression;
import dev.fairlead.events.Purchase;
import dev.fairlead.events.Return;
import dev.fairlead.log.Fold;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What became of the units of one launch, where units are users: a fold over the log. A unit's outcomes count from its exposure on, for
 * so many days; what it did in as many days before is kept beside, for variance reduction.
 */
public final class Outcomes implements Fold {
    private final String launch;
    private final long window;
    private final Map<String, Exposure> exposed = new LinkedHashMap<>();
    private final Map<String, Tally> after = new HashMap<>();
    private final Map<String, List<Purchase>> earlier = new HashMap<>();

    private static final class Tally {
        final Set<String> sessions = new HashSet<>();
        long clicks;
        long purchases;
        double gmv;
        long returns;
        double before;
    }

    /** @param days that outcomes count for, at least 1 */
    public Outcomes(String launch, int days) {
        this.launch = launch;
        this.window = days * 86_400_000L;
    }

    /**
     * One unit. Money is in the log's currency.
     *
     * @param entered when it was exposed, in milliseconds since 1970
     * @param bought whether it bought anything
     * @param gmvBefore in as many days before
     */
    public record Row(
            String unit,
            String arm,
            long entered,
            long sessions,
            long clicks,
            long purchases,
            boolean bought,
            double gmv,
            long returns,
            double gmvBefore) {}

    @Override
    public void accept(long offset, Event event) {
        switch (event) {
            case Exposure e when e.experiment().equals(launch) -> expose(e);
            case Impression e
            when counts(e.user(), e.time()) -> tally(e.user()).sessions.add(e.session());
            case Click e when counts(e.user(), e.time()) -> tally(e.user()).clicks++;
            case Return e when counts(e.user(), e.time()) -> tally(e.user()).returns += e.quantity();
            case Purchase e -> buy(e);
            default -> {}
        }
    }

    private void expose(Exposure exposure) {
        if (exposed.putIfAbsent(exposure.unit(), exposure) == null) {
            Tally tally = tally(exposure.unit());
            for (Purchase before : earlier.getOrDefault(exposure.unit(), List.of())) {
                long ago = exposure.time() - before.time();
                tally.before += ago > 0 && ago <= window ? before.quantity() * before.price() : 0;
            }
            earlier.remove(exposure.unit());
        }
    }

    private void buy(Purchase e) {
        if (counts(e.user(), e.time())) {
            Tally tally = tally(e.user());
            tally.purchases++;
            tally.gmv += e.quantity() * e.price();
        } else if (!exposed.containsKey(e.user())) {
            earlier.merge(e.user(), List.of(e), (a, b) -> {
                List<Purchase> both = new ArrayList<>(a);
                both.addAll(b);
                return both;
            });
        }
    }

    private boolean counts(String user, long time) {
        Exposure exposure = exposed.get(user);
        return exposure != null && time >= exposure.time() && time - exposure.time() <= window;
    }

    private Tally tally(String user) {
        return after.computeIfAbsent(user, _ -> new Tally());
    }

    /** Every unit that was exposed, in order of exposure. */
    public List<Row> result() {
        return exposed.values().stream().map(this::row).toList();
    }

    private Row row(Exposure exposure) {
        Tally t = tally(exposure.unit());
        return new Row(
                exposure.unit(),
                exposure.arm(),
                exposure.time(),
                t.sessions.size(),
                t.clicks,
                t.purchases,
                t.purchases > 0,
                t.gmv,
                t.returns,
                t.before);
    }
}
