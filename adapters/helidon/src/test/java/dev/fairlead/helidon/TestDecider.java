package dev.fairlead.helidon;

import dev.fairlead.decide.Candidate;
import dev.fairlead.decide.Decider;
import dev.fairlead.ranking.ListQuery;
import dev.fairlead.decide.Assigned;
import dev.fairlead.decide.Decision;
import dev.fairlead.log.EventLog;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Cheapest first; logs what it decides. The user "trouble" breaks it, and the user "slow" makes it take a while. */
final class TestDecider implements Decider {
    static final long SLOW_MILLIS = 700;

    private final EventLog log;
    private final AtomicLong ids = new AtomicLong();

    TestDecider(EventLog log) {
        this.log = log;
    }

    @Override
    public Decision decide(DecisionRequest request) {
        if (request.user().equals("trouble")) {
            throw new IllegalStateException("broken on purpose");
        }
        if (request.user().equals("slow")) {
            sleep();
        }
        List<Candidate> candidates = request.candidates().isEmpty()
                ? List.of(new Candidate("popular", 5, "popularity"))
                : request.candidates();
        List<Candidate> order = new ArrayList<>(candidates);
        order.sort(Comparator.comparingDouble(Candidate::price));
        List<Decision.Slot> slots = new ArrayList<>();
        for (Candidate c : order.subList(0, Math.min(request.n(), order.size()))) {
            slots.add(new Decision.Slot(
                    c.item(),
                    slots.size() + 1,
                    c.source(),
                    "rank",
                    candidates.indexOf(c),
                    c.price(),
                    -c.price(),
                    Double.NaN,
                    -c.price(),
                    1,
                    new float[] {0.1f, Float.NaN}));
        }
        Decision decision = new Decision(
                "d" + ids.incrementAndGet(),
                HttpApiTest.NOW.toEpochMilli(),
                "feed",
                request.user(),
                request.session(),
                request.context(),
                Assigned.NONE,
                "",
                "cheapest",
                "no model",
                log.end(),
                candidates.stream().map(Candidate::item).toList(),
                candidates.stream().mapToDouble(Candidate::price).toArray(),
                slots);
        log.append(List.of(decision), List.of());
        return decision;
    }

    private static void sleep() {
        try {
            Thread.sleep(SLOW_MILLIS);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while deciding", e);
        }
    }

    @Override
    public List<String> featureNames(Decision decision) {
        return List.of("price_rank", "rating");
    }
}
