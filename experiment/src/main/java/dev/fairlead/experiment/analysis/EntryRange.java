package dev.fairlead.experiment.analysis;

import java.util.Optional;

/** When the first and the last unit entered: a fold. */
final class EntryRange {
    private Optional<Moment> first = Optional.empty();
    private Optional<Moment> last = Optional.empty();

    void accept(Moment moment) {
        if (first.isEmpty() || moment.earliest() < first.get().earliest()) {
            first = Optional.of(moment);
        }
        if (last.isEmpty() || moment.compareTo(last.get()) > 0) {
            last = Optional.of(moment);
        }
    }

    void merge(EntryRange other) {
        other.first.ifPresent(this::accept);
        other.last.ifPresent(this::accept);
    }

    /** Empty if there is no unit, or units have no times. */
    Optional<Moment> first() {
        return first;
    }

    /** See {@link #first}. */
    Optional<Moment> last() {
        return last;
    }
}
