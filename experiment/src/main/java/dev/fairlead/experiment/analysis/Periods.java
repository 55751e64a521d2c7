package dev.fairlead.experiment.analysis;

import dev.fairlead.experiment.plan.Allocation;
import dev.fairlead.experiment.plan.Arm;
import dev.fairlead.experiment.plan.Plan;
import dev.fairlead.experiment.validity.SampleRatio;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The times of constant weights of a plan's arms, numbered from 0; one if the plan's weights stay. */
final class Periods {
    private final List<Allocation> changes;
    private final List<SampleRatio> ratios;

    Periods(Plan plan) {
        changes = plan.population().allocation();
        Stream<double[]> weights = Stream.concat(
                Stream.of(plan.population().arms().stream()
                        .mapToDouble(Arm::weight)
                        .toArray()),
                changes.stream()
                        .map(change -> change.weights().stream()
                                .mapToDouble(weight -> weight)
                                .toArray()));
        ratios = weights.map(SampleRatio::new).toList();
    }

    int size() {
        return ratios.size();
    }

    boolean several() {
        return size() > 1;
    }

    int of(Optional<Moment> entered) {
        return several() ? of(entered.orElseThrow().date()) : 0;
    }

    int of(LocalDate date) {
        int period = 0;
        while (period < changes.size() && !date.isBefore(changes.get(period).from())) {
            period++;
        }
        return period;
    }

    SampleRatio ratio(int period) {
        return ratios.get(period);
    }

    /** Such as {@code from 2026-03-09 on}. */
    String name(int period) {
        return period == 0
                ? "before " + changes.getFirst().from()
                : "from " + changes.get(period - 1).from() + " on";
    }
}
