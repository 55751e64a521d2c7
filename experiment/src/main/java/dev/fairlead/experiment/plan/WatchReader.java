package dev.fairlead.experiment.plan;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads how a launch is watched. */
final class WatchReader {
    private static final long MOST_SECONDS = Duration.ofDays(1).toSeconds();

    private WatchReader() {}

    static Watch read(Fields watch) {
        return new Watch(
                watch.optionalNumber("alpha").orElse(Plan.ALPHA),
                Duration.ofSeconds(Math.clamp(
                        watch.optionalWhole("everySeconds").orElse(Watch.EVERY.toSeconds()), 0, MOST_SECONDS + 1)),
                watch.optionalWhole("everyDecisions").orElse(Watch.EVERY_DECISIONS),
                watch.list("guardrails", WatchReader::guardrail),
                watch.optionalList("slices", PlanReader::slice).orElse(List.of()),
                watch.optionalText("promote"),
                watch.optionalObject("shadow", WatchReader::shadow));
    }

    private static Watch.Shadow shadow(Fields shadow) {
        return new Watch.Shadow(
                shadow.whole("minimumDecisions"),
                Math.clamp(shadow.optionalWhole("minimumHours").orElse(0L), -1, Integer.MAX_VALUE),
                Math.clamp(shadow.optionalWhole("approvals").orElse(0L), -1, Integer.MAX_VALUE),
                shadow.number("maximumFallbacks"),
                shadow.number("latencyMargin"),
                shadow.optionalNumber("share").orElse(1.0));
    }

    private static Watch.Guardrail guardrail(Fields guardrail) {
        Watch.Watched watched = watched(guardrail);
        return new Watch.Guardrail(
                guardrail.text("name"),
                watched,
                guardrail.choice("direction", Direction.values()),
                guardrail.number("margin"),
                guardrail.flag("relative"),
                guardrail.optionalWhole("minimumUnits").orElse(Watch.Guardrail.minimum(watched)),
                guardrail.optionalNumber("alpha"));
    }

    private static Watch.Watched watched(Fields guardrail) {
        Optional<String> metric = guardrail.optionalText("metric");
        if (metric.isPresent()) {
            return new Watch.Watched.OfMetric(
                    metric.get(),
                    Math.clamp(guardrail.optionalWhole("withinHours").orElse(0L), -1, Integer.MAX_VALUE));
        }
        if (guardrail.optionalText("measure").equals(Optional.of(Watch.Watched.OfMemory.WORD))) {
            return new Watch.Watched.OfMemory();
        }
        return new Watch.Watched.OfDecisions(guardrail.choice("measure", Watch.Measure.values()));
    }
}
