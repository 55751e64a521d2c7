package dev.fairlead.report.readout;

import dev.fairlead.experiment.PValue;
import dev.fairlead.experiment.analysis.Health;
import dev.fairlead.experiment.analysis.Readout;
import dev.fairlead.experiment.plan.Standing;
import dev.fairlead.report.EnumNames;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a readout says before its effects, line by line: checks, balance, windows, progress, standing. */
final class ReadoutHead {
    private final Readout readout;
    private final StringBuilder out = new StringBuilder();

    private ReadoutHead(Readout readout) {
        this.readout = readout;
    }

    static String text(Readout readout) {
        return new ReadoutHead(readout).text();
    }

    private String text() {
        Health health = readout.health();
        out.append(readout.plan().name())
                .append(", plan ")
                .append(readout.plan().hash(), 0, 12)
                .append('\n');
        health.checks()
                .forEach(check -> line(
                        EnumNames.of(check.subject()),
                        String.format("%-7s %s", EnumNames.of(check.outcome()), check.sentence())));
        health.cuts().forEach(cut -> line("balance by " + cut.by(), balance(cut)));
        windows(health).forEach(sentence -> line("windows", sentence));
        health.notes().forEach(note -> line("note", note));
        line("progress", progress(health));
        health.bounds()
                .forEach(bounds -> line(
                        "bounds under attrition",
                        bounds.metric() + " of " + bounds.arm() + ": " + ReadoutText.range(bounds.bounds())
                                + ", with chance " + ReadoutText.range(bounds.interval())));
        return out.append(standing(readout)).append("\n\n").toString();
    }

    private void line(String subject, String sentence) {
        out.append(String.format("  %-24s %s%n", subject, sentence));
    }

    static String balance(Health.Cut cut) {
        return String.format(
                "%-7s %d cells, %s together, %s for the least, adjusted for all cells and cuts",
                cut.failed() ? "failed" : "passed",
                cut.cells().size(),
                PValue.sentence(cut.together()),
                PValue.sentence(cut.adjusted()));
    }

    /** A sentence per metric of which windows are open; one if all are over; none without times. */
    static List<String> windows(Health health) {
        return health.asOf().map(asOf -> windows(health, asOf.toString())).orElse(List.of());
    }

    private static List<String> windows(Health health, String asOf) {
        if (health.windows().stream().allMatch(window -> window.open() == 0)) {
            return List.of("all are over as of " + asOf);
        }
        return health.windows().stream()
                .map(Health.Window::metric)
                .distinct()
                .map(metric -> health.windows().stream()
                        .filter(window -> window.metric().equals(metric))
                        .toList())
                .map(arms -> arms.getFirst().metric() + " counts units with "
                        + arms.getFirst().days()
                        + (arms.getFirst().days() == 1 ? " day" : " days") + " behind them as of " + asOf + ": "
                        + arms.stream()
                                .map(arm -> arm.over() + " of " + (arm.over() + arm.open()) + " in " + arm.arm())
                                .collect(Collectors.joining(", ")))
                .toList();
    }

    static String progress(Health health) {
        String in = String.format(Locale.ROOT, "%.1f %% of the planned units are in", 100 * health.entered());
        if (health.windows().stream().anyMatch(window -> window.open() > 0)) {
            in += String.format(
                    Locale.ROOT, ", %.1f %% with the windows of primary metrics over", 100 * health.information());
        }
        return health.daysLeft().isPresent()
                ? in + ", " + health.daysLeft().getAsLong() + " days left at this pace"
                : in;
    }

    static String standing(Readout readout) {
        return switch (readout.standing()) {
            case Standing.Confirmatory(String reason) -> "confirmatory: " + reason;
            case Standing.Exploratory(List<String> reasons) -> "exploratory: " + String.join("; ", reasons);
        };
    }
}
