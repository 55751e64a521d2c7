package dev.fairlead.experiment.plan;

import java.util.List;

/** What is computed of a metric in each arm, from columns with one row per unit. */
public sealed interface MetricKind {
    /** The columns it reads. */
    List<String> columns();

    /** The share of units whose column is 1. */
    record Proportion(String column) implements MetricKind {
        @Override
        public List<String> columns() {
            return List.of(column);
        }
    }

    /** The mean of a column. */
    record Mean(String column) implements MetricKind {
        @Override
        public List<String> columns() {
            return List.of(column);
        }
    }

    /** The sum of one column over the sum of another. */
    record Ratio(String numerator, String denominator) implements MetricKind {
        @Override
        public List<String> columns() {
            return List.of(numerator, denominator);
        }
    }

    /**
     * A quantile of a column.
     *
     * @param level between 0 and 1, such as 0.95
     */
    record Quantile(String column, double level) implements MetricKind {
        @Override
        public List<String> columns() {
            return List.of(column);
        }
    }
}
