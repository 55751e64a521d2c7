package dev.fairlead.experiment.analysis;

/** One row of a table; cells are found by their position in {@link Columns#names}. */
public interface Row {
    /** Its number, from 1, the header not counted. */
    long number();

    /** A cell as text; empty if nothing is in it. */
    String text(int position);

    /** A cell as a number, true as 1 and false as 0: NaN if nothing is in it, infinite if it holds no finite number. */
    default double value(int position) {
        return Cell.value(text(position));
    }

    /** A hash by which ids in a column are told apart, of 63 bits at least; 0 if nothing is in the cell. */
    default long key(int position) {
        String id = text(position);
        return id.isEmpty() ? 0 : UnitTable.hash(id);
    }
}
