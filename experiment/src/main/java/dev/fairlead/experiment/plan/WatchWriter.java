package dev.fairlead.experiment.plan;

import dev.fairlead.experiment.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes how a launch is watched so that reading gives it back. */
final class WatchWriter {
    private WatchWriter() {}

    static Json json(Watch watch) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("alpha", Json.of(watch.alpha()));
        members.put("everySeconds", Json.of((double) watch.every().toSeconds()));
        members.put("everyDecisions", Json.of((double) watch.everyDecisions()));
        members.put(
                "guardrails",
                new Json.Arr(
                        watch.guardrails().stream().map(WatchWriter::guardrail).toList()));
        members.put(
                "slices",
                new Json.Arr(watch.slices().stream().map(PlanWriter::slice).toList()));
        watch.promote().ifPresent(arm -> members.put("promote", Json.of(arm)));
        watch.shadow().ifPresent(shadow -> members.put("shadow", shadow(shadow)));
        return new Json.Obj(members);
    }

    private static Json shadow(Watch.Shadow shadow) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("minimumDecisions", Json.of((double) shadow.minimumDecisions()));
        members.put("minimumHours", Json.of((double) shadow.minimumHours()));
        members.put("approvals", Json.of((double) shadow.approvals()));
        members.put("maximumFallbacks", Json.of(shadow.maximumFallbacks()));
        members.put("latencyMargin", Json.of(shadow.latencyMargin()));
        members.put("share", Json.of(shadow.share()));
        return new Json.Obj(members);
    }

    private static Json guardrail(Watch.Guardrail guardrail) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("name", Json.of(guardrail.name()));
        switch (guardrail.watched()) {
            case Watch.Watched.OfDecisions(Watch.Measure measure) -> members.put("measure", Json.of(Word.of(measure)));
            case Watch.Watched.OfMemory _ -> members.put("measure", Json.of(Watch.Watched.OfMemory.WORD));
            case Watch.Watched.OfMetric(String metric, int hours) -> {
                members.put("metric", Json.of(metric));
                if (hours != 0) {
                    members.put("withinHours", Json.of((double) hours));
                }
            }
        }
        members.put("direction", Json.of(Word.of(guardrail.direction())));
        members.put("margin", Json.of(guardrail.margin()));
        members.put("relative", Json.of(guardrail.relative()));
        members.put("minimumUnits", Json.of((double) guardrail.minimumUnits()));
        guardrail.alpha().ifPresent(alpha -> members.put("alpha", Json.of(alpha)));
        return new Json.Obj(members);
    }
}
