package dev.fairlead.feed;

/** Part of a feed decision, for timing. */
public enum Stage {
    RETRIEVAL,
    FEATURES,
    SCORING,
    RULES,
    JOURNAL;

    /** Told how long each part of a decision took. */
    public interface Timer {
        Timer NONE = (_, _) -> {};

        void record(Stage stage, long nanos);
    }
}
