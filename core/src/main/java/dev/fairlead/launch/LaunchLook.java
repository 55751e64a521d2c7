package dev.fairlead.launch;

import dev.fairlead.experiment.json.Json;
import dev.fairlead.experiment.json.Members;
import dev.fairlead.experiment.plan.Entry;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a look at a running launch found, and what is to be done.
 *
 * @param number from 1; 0 before the first
 * @param at time of the decision that was the occasion
 * @param offset of that decision in the log
 * @param units that have entered
 * @param sampleRatio in words
 * @param guardrails each in each arm and subgroup
 * @param reasons why the ramp waits
 * @param act what is to be done; empty for nothing
 * @param subject of the act: the guardrail that is breached
 * @param slice of the act: the subgroup that is hurt alone
 */
public record LaunchLook(
        long number,
        Instant at,
        long offset,
        long units,
        String sampleRatio,
        List<GuardrailState> guardrails,
        List<String> reasons,
        List<Entry.Action> act,
        String subject,
        String slice) {
    static final LaunchLook NONE =
            new LaunchLook(0, Instant.EPOCH, 0, 0, "", List.of(), List.of("no look yet"), List.of(), "", "");

    public LaunchLook {
        guardrails = List.copyOf(guardrails);
        reasons = List.copyOf(reasons);
        act = List.copyOf(act);
    }

    /** The same, with nothing to be done. */
    LaunchLook done() {
        return finding(reasons, List.of(), subject, slice);
    }

    /** The same, of which something else follows. */
    LaunchLook finding(List<String> reasons, List<Entry.Action> act, String subject, String slice) {
        return new LaunchLook(number, at, offset, units, sampleRatio, guardrails, reasons, act, subject, slice);
    }

    /** What an act rests on. */
    Json.Obj json() {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("look", Json.of((double) number));
        members.put("at", Json.of(at.toString()));
        members.put("offset", Json.of((double) offset));
        members.put("units", Json.of((double) units));
        members.put("sample_ratio", Json.of(sampleRatio));
        members.put(
                "guardrails",
                new Json.Arr(guardrails.stream().<Json>map(GuardrailState::json).toList()));
        members.put("reasons", new Json.Arr(reasons.stream().<Json>map(Json::of).toList()));
        members.put(
                "act",
                new Json.Arr(
                        act.stream().<Json>map(each -> Json.of(each.name())).toList()));
        members.put("guardrail", Json.of(subject));
        members.put("slice", Json.of(slice));
        return new Json.Obj(members);
    }

    static LaunchLook of(Json json) {
        Members in = Members.of(json, "");
        return new LaunchLook(
                (long) in.requiredNumber("look"),
                Instant.parse(in.requiredText("at")),
                (long) in.requiredNumber("offset"),
                (long) in.requiredNumber("units"),
                in.anyText("sample_ratio").orElse(""),
                in.objects("guardrails").stream().map(GuardrailState::of).toList(),
                texts(in, "reasons").toList(),
                texts(in, "act").map(Entry.Action::valueOf).toList(),
                in.anyText("guardrail").orElse(""),
                in.anyText("slice").orElse(""));
    }

    private static Stream<String> texts(Members in, String name) {
        return in.list(name).orElse(List.of()).stream().map(each -> ((Json.Str) each).value());
    }
}
