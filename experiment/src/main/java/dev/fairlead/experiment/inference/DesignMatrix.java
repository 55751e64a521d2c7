package dev.fairlead.experiment.inference;

import java.util.HashSet;
import java.util.List;

/**
 * The explanatory columns of a regression; an intercept is a column of ones like any other.
 *
 * @param names of the columns, no two the same
 * @param rows one per unit, more than columns, each with a finite value per column
 */
public record DesignMatrix(List<String> names, double[][] rows) {
    public DesignMatrix {
        names = List.copyOf(names);
        Check.that(!names.isEmpty(), "a regression needs at least one column");
        Check.that(new HashSet<>(names).size() == names.size(), "two columns have the same name in " + names);
        Check.that(
                rows.length > names.size(),
                rows.length + " rows cannot tell " + names.size() + " columns and an error: give more rows");
        rows = rows.clone();
        for (int i = 0; i < rows.length; i++) {
            Check.that(
                    rows[i].length == names.size(),
                    "row " + i + " has " + rows[i].length + " values, not one each of " + names);
            Check.finite(rows[i], "in row " + i + ", column");
            rows[i] = rows[i].clone();
        }
    }

    int n() {
        return rows.length;
    }

    int size() {
        return names.size();
    }

    /** The position of a column. */
    int position(String name) {
        return position(names, name);
    }

    static int position(List<String> names, String name) {
        int position = names.indexOf(name);
        Check.that(position >= 0, "there is no column " + name + "; there are " + names);
        return position;
    }

    /** The columns, each row times its weight. */
    double[][] weightedColumns(double[] weights) {
        var columns = new double[size()][n()];
        for (int i = 0; i < n(); i++) {
            for (int j = 0; j < size(); j++) {
                columns[j][i] = weights[i] * rows[i][j];
            }
        }
        return columns;
    }
}
