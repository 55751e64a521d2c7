package dev.fairlead.experiment.analysis;

import dev.fairlead.experiment.json.Suggestion;
import dev.fairlead.experiment.plan.Arm;
import dev.fairlead.experiment.plan.Plan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** A plan's arms, numbered in its order. */
final class Arms {
    private final List<Arm> arms;
    private final Map<String, Integer> numbers = new HashMap<>();
    /** The text that each arm had in a row before: readers hand the same object out again. */
    private final String[] latest;

    Arms(Plan plan) {
        arms = plan.population().arms();
        latest = arms.stream().map(Arm::name).toArray(String[]::new);
        for (int i = 0; i < arms.size(); i++) {
            numbers.put(arms.get(i).name(), i);
        }
    }

    int size() {
        return arms.size();
    }

    String name(int arm) {
        return arms.get(arm).name();
    }

    int control() {
        return IntStream.range(0, size())
                .filter(i -> arms.get(i).control())
                .findFirst()
                .orElseThrow();
    }

    int[] treatments() {
        return IntStream.range(0, size()).filter(i -> !arms.get(i).control()).toArray();
    }

    /** Units planned for all arms together. */
    double planned() {
        return arms.stream().mapToDouble(Arm::units).sum();
    }

    /** The arm that a row names. */
    int of(Row row, Columns columns) {
        String name = row.text(columns.arm());
        for (int arm = 0; arm < latest.length; arm++) {
            if (same(latest[arm], name)) {
                return arm;
            }
        }
        int arm = find(name, row, columns);
        latest[arm] = name;
        return arm;
    }

    @SuppressWarnings("ReferenceEquality")
    private static boolean same(String one, String other) {
        return one == other;
    }

    private int find(String name, Row row, Columns columns) {
        return Optional.ofNullable(numbers.get(name))
                .orElseThrow(() -> Cell.wrong(
                        row,
                        columns,
                        columns.arm(),
                        name.isEmpty()
                                ? "there is no arm; leave out rows of units that were not assigned"
                                : "the plan has no arm \"" + name + "\"" + Suggestion.of(name, numbers.keySet())));
    }
}
