package dev.fairlead.lab.onboarding;

import dev.fairlead.experiment.validity.RejectionRate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * How often an analysis held over many worlds.
 *
 * @param held worlds in which the true effect was inside the interval; of an attrition check, in which it blocked
 * @param estimate mean of the worlds' estimates
 * @param truth the true value
 */
record StudyRow(String experiment, String subject, long held, long runs, double estimate, double truth) {
    /** The least share of intervals that must contain the truth. */
    static final double LEAST = 0.93;

    /** @param progress is told how many worlds are done */
    static List<StudyRow> of(int runs, int users, long seed, IntConsumer progress) {
        AtomicInteger done = new AtomicInteger();
        List<List<OnboardingStudy.Finding>> worlds = IntStream.range(0, runs)
                .parallel()
                .mapToObj(run -> {
                    List<OnboardingStudy.Finding> found = OnboardingStudy.run(seed * 1_000_003 + run, users);
                    progress.accept(done.incrementAndGet());
                    return found;
                })
                .toList();
        Map<List<String>, List<OnboardingStudy.Finding>> groups = new LinkedHashMap<>();
        worlds.forEach(found -> found.forEach(
                each -> groups.computeIfAbsent(List.of(each.experiment(), each.subject()), _ -> new ArrayList<>())
                        .add(each)));
        return groups.values().stream().map(StudyRow::of).toList();
    }

    private static StudyRow of(List<OnboardingStudy.Finding> found) {
        OnboardingStudy.Finding first = found.getFirst();
        return new StudyRow(
                first.experiment(),
                first.subject(),
                found.stream().filter(OnboardingStudy.Finding::holds).count(),
                found.size(),
                found.stream()
                        .mapToDouble(OnboardingStudy.Finding::estimate)
                        .average()
                        .orElseThrow(),
                first.truth());
    }

    RejectionRate rate() {
        return new RejectionRate(held, runs);
    }

    /** Whether the row is of an attrition check, of which the share of blocked worlds counts. */
    boolean check() {
        return experiment.endsWith(OnboardingStudy.ATTRITION);
    }

    /** Whether it is of an analysis that ignores what it must not, as a warning. */
    boolean warning() {
        return subject.equals("naive") || subject.equals("as treated");
    }

    /** Whether what was promised does not hold, beyond chance: exact limits of 99.9 %. */
    boolean off() {
        if (check()) {
            return experiment.equals(OnboardingStudy.ATTRITION) ? rate().share() < LEAST : !rate().atMost(0.001);
        }
        return warning()
                ? rate().limits(0.999).high() >= LEAST
                : rate().limits(0.999).high() < LEAST;
    }
}
