package dev.fairlead.feed;

import static dev.fairlead.numbers.Parameter.real;
import static dev.fairlead.numbers.Parameter.share;
import static dev.fairlead.numbers.Parameter.time;
import static dev.fairlead.numbers.Parameter.whole;

import dev.fairlead.numbers.Numbers;
import dev.fairlead.numbers.Parameter;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where candidates come from, how long they are waited for, and the heuristic that orders them without a model. */
final class SourceNumbers {
    static final Parameter<Long> CANDIDATES = whole(
            "candidates",
            1,
            10_000,
            "500",
            "items",
            "Most candidates that the feed's own sources propose for one request. Each source gives at most its share of them;"
                    + " what is popular in the market fills what the others leave.");
    static final Parameter<Duration> SOURCES_DEADLINE = time(
            "sources.deadline.ms",
            1,
            60_000,
            ChronoUnit.MILLIS,
            "25",
            "How long a request waits for all its sources; one that is late is left out, and the decision says so.");
    static final Parameter<Duration> STATE_DEADLINE = time(
            "state.deadline.ms",
            1,
            60_000,
            ChronoUnit.MILLIS,
            "250",
            "How long a request waits for the feature state. After that it is answered without: with its own candidates in their"
                    + " order, or with what was popular when the state was last read.");
    private static final Parameter<Double> HALF_LIFE = real(
            "heuristic.recency.half.life.days",
            0.1,
            3_650,
            "21",
            "days",
            "Age of an item at which its popularity counts half in the heuristic.");
    private static final Parameter<Double> PRICE_WEIGHT = real(
            "heuristic.price.weight",
            0,
            100,
            "2",
            "",
            "Weight of the user's share of clicks in the item's price band in the heuristic.");

    private static final Parameter<Double> EVIDENCE_WEIGHT = real(
            "heuristic.evidence.weight",
            0,
            1_000_000,
            "20",
            "",
            "Weight in the heuristic of what is met together with, after, and in sessions like what the user met.");

    private static final Map<String, Parameter<Double>> SHARES = new LinkedHashMap<>();

    static final List<Parameter<?>> ALL = new ArrayList<>();

    static {
        source("recent", "0.06", "items that the user met lately");
        source("personal", "0.28", "the items nearest to the user (two towers); none without a model that has them");
        source("similar", "0.12", "what others met together with what the user met lately");
        source("next", "0.12", "what others met after what the user met");
        source("session", "0.08", "what sessions like the user's hold");
        source(
                "similarity",
                "0.04",
                "what the release has learnt to go with what the user met; none without a release that has");
        source("fresh", "0.06", "the nearest to the user among the newest items");
        source("new-seller", "0.06", "items of sellers who are new");
        source("trending", "0.06", "what is met more than it used to be, in the market");
        source("new", "0.06", "what was offered last");
        ALL.add(HALF_LIFE);
        ALL.add(PRICE_WEIGHT);
        ALL.add(EVIDENCE_WEIGHT);
        ALL.add(CANDIDATES);
        ALL.addAll(SHARES.values());
        ALL.add(SOURCES_DEADLINE);
        ALL.add(STATE_DEADLINE);
    }

    private SourceNumbers() {}

    private static void source(String name, String byDefault, String what) {
        SHARES.put(
                name,
                share(
                        "sources." + name + ".share",
                        byDefault,
                        "Most of the candidates, as a share, that are " + what + "."));
    }

    static double shareOf(Numbers numbers, String source) {
        Parameter<Double> share = SHARES.get(source);
        if (share == null) {
            throw new IllegalArgumentException("there is no source '" + source + "'");
        }
        return numbers.get(share);
    }

    static Heuristic.Weights heuristic(Numbers numbers) {
        return new Heuristic.Weights(numbers.get(HALF_LIFE), numbers.get(PRICE_WEIGHT), numbers.get(EVIDENCE_WEIGHT));
    }

    /** What is popular must have something of the candidates. */
    static void check(Numbers numbers) {
        double shares = SHARES.values().stream().mapToDouble(numbers::get).sum();
        if (shares > 1) {
            throw new IllegalArgumentException("the shares of the sources, sources.*.share, come to " + shares
                    + "; they must leave something of 1 for what is popular");
        }
    }
}
