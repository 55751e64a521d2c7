package dev.fairlead.launch;

import dev.fairlead.decide.Assigned;
import dev.fairlead.decide.Decision;
import dev.fairlead.events.Erasure;
import dev.fairlead.events.Event;
import dev.fairlead.events.Exposure;
import dev.fairlead.events.HeapMeasured;
import dev.fairlead.events.LaunchChanged;
import dev.fairlead.events.LaunchStarted;
import dev.fairlead.events.ShadowDecision;
import dev.fairlead.experiment.json.Json;
import dev.fairlead.experiment.plan.Entry;
import dev.fairlead.experiment.plan.Watch;
import dev.fairlead.log.Fold;
import dev.fairlead.log.Logged;
import dev.fairlead.log.Saved;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The launches whose plans have a watch: the fold over their decisions, exposures and outcomes. Nothing is done while folding; what is to
 * be done is {@link #due}. One thread applies events; any thread reads.
 */
public final class LaunchWatches implements Fold, Saved {
    private final Launches launches;
    private final Exposures exposures;
    private final Vocabulary vocabulary;
    private final Map<String, LaunchWatch> watches = new LinkedHashMap<>();

    /** @param launches and exposures which have applied the log up to each event before this has */
    public LaunchWatches(Launches launches, Exposures exposures, Vocabulary vocabulary) {
        this.launches = launches;
        this.exposures = exposures;
        this.vocabulary = vocabulary;
    }

    @Override
    public synchronized void accept(Logged logged) {
        switch (logged.event()) {
            case LaunchStarted started -> begin(started.launch());
            case LaunchChanged changed -> change(changed, logged);
            case Decision decision -> decisionOf(decision, logged);
            case Exposure exposure -> exposureOf(exposure, logged);
            case ShadowDecision shadow -> shadowOf(shadow, logged);
            case HeapMeasured measured ->
                watches.values().forEach(watched -> watched.heap().accept(measured));
            case Erasure erasure ->
                watches.values().forEach(watched -> watched.rename(erasure.person(), erasure.pseudonym()));
            default -> {}
        }
        if (!watches.isEmpty()) {
            outcomeOf(logged.event());
        }
    }

    private void begin(String name) {
        launches.get(name)
                .ifPresent(launch -> launch.history()
                        .plan()
                        .watch()
                        .ifPresent(watch -> watches.put(
                                name, new LaunchWatch(launch.history().plan(), watch))));
    }

    private void change(LaunchChanged changed, Logged logged) {
        LaunchWatch watched = watches.get(changed.launch());
        if (watched == null) {
            return;
        }
        Launch launch = launches.get(changed.launch()).orElseThrow();
        Entry.Action action = launch.progress().last().action();
        switch (action) {
            case STARTED, RAMPED -> watched.stepBegan(exposures.of(launch).units());
            case STOPPED, SHIPPED, ROLLED_BACK -> watched.ended(logged.position());
            case PAUSED -> watched.changed();
            case EXCLUDED -> {
                watched.excluded().add(slice(changed));
                watched.forgetLook();
            }
            case APPROVED, RESUMED ->
                watched.found(new LaunchLooker(launch, exposures, watched).again(Instant.ofEpochMilli(changed.time())));
        }
    }

    private static String slice(LaunchChanged changed) {
        return Json.parse(changed.evidence()) instanceof Json.Obj evidence
                        && evidence.get("slice").orElse(Json.NULL) instanceof Json.Str(String slice)
                ? slice
                : "";
    }

    private void decisionOf(Decision decision, Logged logged) {
        if (!watches.isEmpty()) {
            answered(decision);
        }
        for (Assigned assigned : decision.arms()) {
            LaunchWatch watched = watches.get(assigned.launch());
            Launch launch =
                    watched == null ? null : launches.get(assigned.launch()).orElse(null);
            if (watched == null || launch == null || !launch.plan().equals(assigned.plan()) || !assigned.drawn()) {
                continue;
            }
            if (launch.status() != Launch.Status.RUNNING) {
                watched.acceptAfter(decision);
            } else if (watched.accept(
                    decision, assigned, () -> LoggedFact.ofQuery(vocabulary.queries(decision.app()), decision))) {
                look(launch, watched, logged);
            }
        }
    }

    private void look(Launch launch, LaunchWatch watched, Logged logged) {
        watched.found(new LaunchLooker(launch, exposures, watched)
                .look(logged.offset(), Instant.ofEpochMilli(logged.event().time())));
    }

    private void exposureOf(Exposure exposure, Logged logged) {
        LaunchWatch watched = watches.get(exposure.experiment());
        Optional<Launch> launch = launches.get(exposure.experiment());
        if (watched == null || launch.isEmpty() || !launch.get().plan().equals(exposure.plan())) {
            return;
        }
        boolean decided = !launch.get().definition().arms().isEmpty();
        boolean running = launch.get().status() == Launch.Status.RUNNING;
        if (watched.accept(exposure, decided) && running) {
            look(launch.get(), watched, logged);
        }
    }

    private void answered(Decision decision) {
        for (Launch launch : launches.running(decision.app())) {
            LaunchWatch watched = watches.get(launch.name());
            if (watched != null && launch.inShadow()) {
                watched.answered(decision);
            }
        }
    }

    private void shadowOf(ShadowDecision shadow, Logged logged) {
        LaunchWatch watched = watches.get(shadow.launch());
        Launch launch = launches.get(shadow.launch()).orElse(null);
        if (watched != null
                && launch != null
                && launch.inShadow()
                && launch.plan().equals(shadow.plan())
                && watched.accept(shadow)) {
            look(launch, watched, logged);
        }
    }

    private void outcomeOf(Event event) {
        String type = vocabulary.types().of(event).name();
        watches.forEach((name, watched) -> watched.accept(
                type,
                event,
                () -> new LoggedFact(
                        vocabulary.types(),
                        event,
                        launches.get(name).orElseThrow().experiment().unit())));
    }

    /** Whether a launch runs whose plan watches memory, so that the heap is to be measured. */
    public synchronized boolean readsMemory() {
        return watches.entrySet().stream()
                .filter(each -> each.getValue().watch().guardrails().stream()
                        .anyMatch(guardrail -> guardrail.watched() instanceof Watch.Watched.OfMemory))
                .anyMatch(each -> launches.get(each.getKey())
                        .filter(launch -> launch.status() == Launch.Status.RUNNING)
                        .isPresent());
    }

    /** What the last looks at running launches found that is to be done. */
    public synchronized List<LaunchAct> due() {
        List<LaunchAct> acts = new ArrayList<>();
        watches.forEach((name, watched) -> launches.get(name)
                .filter(launch -> launch.status() == Launch.Status.RUNNING)
                .ifPresent(launch -> watched.look().act().stream()
                        .findFirst()
                        .ifPresent(action -> acts.add(WatchActs.of(launch, watched, action)))));
        return acts;
    }

    /** Where a launch is. @param stillServed see {@link LaunchStatus} */
    synchronized Json.Obj status(Launch launch, String stillServed) {
        return new LaunchStatus(launch, Optional.ofNullable(watches.get(launch.name())), stillServed).json();
    }

    @Override
    public synchronized void save(DataOutput out) throws IOException {
        out.writeInt(watches.size());
        for (Map.Entry<String, LaunchWatch> each : watches.entrySet()) {
            Texts.write(out, each.getKey());
            each.getValue().save(out);
        }
    }

    /** The launches must be loaded before. */
    @Override
    public synchronized void load(DataInput in) throws IOException {
        for (int n = in.readInt(); n > 0; n--) {
            String name = Texts.read(in);
            begin(name);
            LaunchWatch watched = watches.get(name);
            if (watched == null) {
                throw new IOException("it has no watch of a launch \"" + name + "\"");
            }
            watched.load(in);
        }
    }
}
