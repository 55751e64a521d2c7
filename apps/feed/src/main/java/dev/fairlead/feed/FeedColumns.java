package dev.fairlead.feed;

import java.util.Arrays;
import java.util.List;

/** Where the rules find in a feature row what they ask of a candidate. */
final class FeedColumns {
    private final int width;
    private final int interactions;
    private final int shown;
    private final int hides;
    private final int returns;
    private final int impressions;
    private final int clicks;
    private final int age;
    private final int userClicks;
    private final int[] learnt;

    /** @param names of the columns */
    FeedColumns(List<String> names) {
        width = names.size();
        interactions = names.indexOf("user_item_touches");
        shown = names.indexOf("user_item_shown");
        hides = names.indexOf("item_hides_28d");
        returns = names.indexOf("item_returns_28d");
        impressions = names.indexOf("item_impressions_7d");
        clicks = names.indexOf("item_clicks_7d");
        age = names.indexOf("item_age_days");
        userClicks = names.indexOf("user_clicks_28d");
        learnt = new int[] {names.indexOf("evidence_similarity"), names.indexOf("evidence_similarity_rank")};
    }

    private float at(float[] rows, int candidate, int column) {
        return rows[candidate * width + column];
    }

    /** How often the user was shown it lately, decayed by half in three days; 0 once the user has touched it. */
    double shown(float[] rows, int candidate) {
        return at(rows, candidate, interactions) > 0 ? 0 : at(rows, candidate, shown);
    }

    /** Minus the share of impressions that end in a hide or a complaint and the share of purchases that are sent back. */
    double satisfaction(float[] rows, int candidate) {
        return -at(rows, candidate, hides) - at(rows, candidate, returns);
    }

    double impressions(float[] rows, int candidate) {
        return at(rows, candidate, impressions);
    }

    double clicks(float[] rows, int candidate) {
        return at(rows, candidate, clicks);
    }

    /** Days since it was first offered; NaN when not known. */
    double ageDays(float[] rows, int candidate) {
        return at(rows, candidate, age);
    }

    /** Takes out of rows what a release has learnt: they are as those that are read for none. */
    void forgetLearnt(float[] rows) {
        for (int row = 0; row < rows.length; row += width) {
            int from = row;
            Arrays.stream(learnt).forEach(column -> rows[from + column] = Float.NaN);
        }
    }

    /** The user's clicks in 28 days. */
    double userClicks(float[] rows) {
        return rows.length == 0 ? 0 : rows[userClicks];
    }
}
