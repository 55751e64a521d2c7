package dev.fairlead.experiment.analysis;

/** One row of a table; cells are found by their position in {@link Columns#names}. */
public interface Row {
    /** Its number, from 1, the header not counted. */
    long number();

    /** A cell as text; empty if nothing is in it. */
    String text(int position);
}
