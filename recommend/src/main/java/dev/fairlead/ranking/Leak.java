package dev.fairlead.ranking;

import dev.fairlead.log.Position;
import java.util.Locale;

/** A sign that training rows or labels know what could not be known when the slate was made; prints as a sentence. */
public sealed interface Leak {

    /**
     * A row of the training set differs from the row that a log gives which ends at the list's position.
     *
     * @param lists checked lists in which the feature differs
     * @param checked how many lists were checked
     * @param request the first such list, {@code asOf} its position, {@code item} the first item there that differs
     * @param trained what the training set holds
     * @param replayed what could be known
     */
    record TimeTravel(
            String feature,
            int lists,
            int checked,
            String request,
            Position asOf,
            String item,
            float trained,
            float replayed)
            implements Leak {
        /** The same, found in one more list. */
        TimeTravel again() {
            return new TimeTravel(feature, lists + 1, checked, request, asOf, item, trained, replayed);
        }

        @Override
        public String toString() {
            return "Feature '" + feature + "' is not what was known in " + lists + " of " + checked
                    + " lists checked: for item '" + item + "' of list '" + request + "' the training row holds "
                    + trained
                    + ", but a log that ends at the list's position " + asOf + " gives " + replayed
                    + "; it reads something that happened later, or something outside the log.";
        }
    }

    /**
     * An outcome that a label counts was in the log already when the rows were read.
     *
     * @param outcome id of the event, which is at {@code at}
     */
    record KnownOutcome(String request, Position asOf, String item, String outcome, Position at) implements Leak {
        @Override
        public String toString() {
            return "Label of item '" + item + "' in list '" + request + "' counts event '" + outcome + "' at position "
                    + at + ", but the list's rows are read as of " + asOf
                    + ", when that had happened already; read them at a position before it.";
        }
    }

    /**
     * An outcome that a label counts did not happen after the impression. Times are milliseconds since 1970.
     *
     * @param outcome id of the event
     */
    record EarlyOutcome(String request, long shown, String item, String outcome, long happened) implements Leak {
        @Override
        public String toString() {
            return "Label of item '" + item + "' in list '" + request + "' counts event '" + outcome + "' of time "
                    + happened + ", but the list was shown at " + shown
                    + "; label windows start strictly after the impression.";
        }
    }

    /**
     * One feature alone tells the labels.
     *
     * @param auc probability that a row with an outcome has a higher value than one without, a tie counting half; NaN
     *     counts as the lowest value
     */
    record TooGood(String feature, double auc) implements Leak {
        @Override
        public String toString() {
            return "Feature '" + feature + "' alone tells the label (AUC " + String.format(Locale.ROOT, "%.4f", auc)
                    + "), which is too good to be true; it is likely made from the label.";
        }
    }
}
