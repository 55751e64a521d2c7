package dev.fairlead.launch;

import dev.fairlead.experiment.json.Sha256;
import dev.fairlead.experiment.plan.Entry;

/**
 * Something that is to be done to a launch.
 *
 * @param head hash of the launch's history when this was decided
 * @param by who does it: a person, or the watch
 * @param text why
 * @param evidence what it rests on, JSON; empty where it rests on the words
 * @param coverage from then on
 * @param condition on attributes from then on, JSON; empty where it stays
 * @param promoted what serves the app from then on; empty where it stays
 */
public record LaunchAct(
        String launch,
        String head,
        Entry.Action action,
        String by,
        String text,
        String evidence,
        double coverage,
        String condition,
        String promoted) {
    static LaunchAct byWords(Launch launch, Entry.Action action, String by, String text) {
        return new LaunchAct(launch.name(), launch.history().head(), action, by, text, "", launch.coverage(), "", "");
    }

    LaunchAct on(String evidence) {
        return new LaunchAct(launch, head, action, by, text, evidence, coverage, condition, promoted);
    }

    LaunchAct to(double coverage) {
        return new LaunchAct(launch, head, action, by, text, evidence, coverage, condition, promoted);
    }

    LaunchAct among(String condition) {
        return new LaunchAct(launch, head, action, by, text, evidence, coverage, condition, promoted);
    }

    LaunchAct promoting(String promoted) {
        return new LaunchAct(launch, head, action, by, text, evidence, coverage, condition, promoted);
    }

    String evidenceHash() {
        return evidence.isEmpty() ? "" : Sha256.of(evidence);
    }
}
