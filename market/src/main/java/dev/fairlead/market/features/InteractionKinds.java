package dev.fairlead.market.features;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What the kinds of an {@code interaction} say of an item: that the user likes it, nothing, or that the user dislikes it. A kind that is in no list is an
 * implicit liking, as a click is. Kinds are compared without regard to the case of letters, and blanks and hyphens are as good as underscores.
 */
public final class InteractionKinds {
    /** What a kind says. */
    public enum Sign {
        POSITIVE,
        NEUTRAL,
        NEGATIVE
    }

    /** Kinds by which users say that they like an item. */
    public static final String POSITIVE =
            "like, love, favorite, favourite, upvote, thumbs_up, bookmark, save, wishlist,"
                    + " add_to_wishlist, share, follow, recommend, undislike, unhide, rating_4, rating_5, 4_stars, 5_stars";

    /** Kinds that say nothing. */
    public static final String NEUTRAL =
            "impression, exposure, scroll, skip, rating_3, 3_stars, checkout_start, order_status, delivery";

    /** Kinds by which users say that they dislike an item, with how much lower it stands with the user then: 1 hides it. */
    public static final String NEGATIVE =
            "dislike:1, downvote:1, thumbs_down:1, hide:1, block:1, report:1, not_interested:1,"
                    + " complaint:0.8, rating_1:0.8, 1_star:0.8, 1_stars:0.8, rating_2:0.5, 2_stars:0.5, return:0.5, refund:0.5, cancel:0.5,"
                    + " remove_from_cart:0.3, remove_from_wishlist:0.3, unlike:0.3, unfavorite:0.3, unfavourite:0.3, unsave:0.3, unfollow:0.3";

    private static final String WORD = "[^,:]*[^,: ][^,:]*";

    /** A list of kinds. */
    public static final Pattern WORDS = Pattern.compile("\\s*|" + WORD + "(," + WORD + ")*");

    /** A list of kinds with weights. */
    public static final Pattern WEIGHED = Pattern.compile("\\s*|" + weighed(WORD) + "(," + weighed(WORD) + ")*");

    /** The usual words. */
    public static final InteractionKinds USUAL = of(POSITIVE, NEUTRAL, NEGATIVE);

    private final Map<String, Double> weights; // by kind: 1, 0, or minus the weight of a dislike
    private final String text;

    private InteractionKinds(Map<String, Double> weights) {
        this.weights = Map.copyOf(weights);
        this.text = new TreeMap<>(weights).toString();
    }

    private static String weighed(String word) {
        return word + ":\\s*[0-9.]+\\s*";
    }

    /**
     * Kinds in configuration.
     *
     * @param positive kinds, with commas between
     * @param negative kinds with weights, as {@code dislike:1, remove_from_cart:0.3}
     * @throws IllegalArgumentException if a kind is named twice, or a weight is not above 0 and at most 1
     */
    public static InteractionKinds of(String positive, String neutral, String negative) {
        Map<String, Double> weights = new HashMap<>();
        words(positive).forEach(word -> put(weights, word, 1));
        words(neutral).forEach(word -> put(weights, word, 0));
        for (String each : words(negative)) {
            String[] parts = each.split(":", -1);
            double weight;
            try {
                weight = parts.length == 2 ? Double.parseDouble(parts[1].strip()) : Double.NaN;
            } catch (NumberFormatException _) {
                weight = Double.NaN;
            }
            if (!(weight > 0 && weight <= 1)) {
                throw new IllegalArgumentException(
                        "'" + each
                                + "' is no negative kind of interaction; write KIND:WEIGHT, the weight above 0 and at most 1, like dislike:1");
            }
            put(weights, parts[0], -weight);
        }
        return new InteractionKinds(weights);
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        for (String word : text.split(",")) {
            if (!word.isBlank()) {
                words.add(word.strip());
            }
        }
        return words;
    }

    private static void put(Map<String, Double> weights, String kind, double weight) {
        if (weights.put(name(kind), weight) != null) {
            throw new IllegalArgumentException("the kind of interaction '" + name(kind)
                    + "' is named twice; it can be positive, neutral or negative, with one weight");
        }
    }

    /** Most kinds are sent by their names: nothing is made of those. */
    private static String name(String kind) {
        for (int i = 0; i < kind.length(); i++) {
            char one = kind.charAt(i);
            boolean plain = (one >= 'a' && one <= 'z') || (one >= '0' && one <= '9') || one == '_';
            if (!plain) {
                return normalised(kind);
            }
        }
        return kind;
    }

    private static String normalised(String kind) {
        return kind.strip().toLowerCase(Locale.ROOT).replaceAll("[ -]+", "_");
    }

    /** Whether the kind is in one of the lists. */
    public boolean known(String kind) {
        return weights.containsKey(name(kind));
    }

    /** What the kind says. */
    public Sign sign(String kind) {
        double weight = weight(kind);
        return weight > 0 ? Sign.POSITIVE : weight < 0 ? Sign.NEGATIVE : Sign.NEUTRAL;
    }

    /** 1 for a liking, 0 for what says nothing, and for a dislike minus its weight, −1 to below 0. */
    double weight(String kind) {
        return weights.getOrDefault(name(kind), 1.0);
    }

    /** The kinds that differ from what is taken of others, in a fixed order: equal texts mean equal meanings. */
    String text() {
        return text;
    }
}
