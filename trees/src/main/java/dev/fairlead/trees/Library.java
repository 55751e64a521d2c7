package dev.fairlead.trees;

/** The library that trained a model, which says what its rows mean. */
public enum Library {
    /** What a sparse row does not name is 0, as LightGBM's own readers have it. */
    LIGHTGBM("LightGBM", 0),
    /** What a sparse row does not name is missing, as in XGBoost's DMatrix. */
    XGBOOST("XGBoost", Double.NaN);

    private final String name;
    private final double absent;

    Library(String name, double absent) {
        this.name = name;
        this.absent = absent;
    }

    /** The value of a feature that a sparse row, as of a LibSVM file, does not name: 0, or NaN for missing. */
    public double absent() {
        return absent;
    }

    /** The library's name as it writes it itself. */
    @Override
    public String toString() {
        return name;
    }
}
