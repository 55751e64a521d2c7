package dev.fairlead.launch;

import dev.fairlead.experiment.decision.Alarm;
import dev.fairlead.experiment.decision.Ramp;
import dev.fairlead.experiment.decision.RampMove;
import dev.fairlead.experiment.decision.RampSignals;
import dev.fairlead.experiment.decision.RampState;
import dev.fairlead.experiment.decision.ValidityCheck;
import dev.fairlead.experiment.plan.Arm;
import dev.fairlead.experiment.plan.Entry;
import dev.fairlead.experiment.plan.Plan;
import dev.fairlead.experiment.plan.Watch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Looks at a launch. Harm comes first: to all, then the launch is to be rolled back; to one subgroup while the rest holds, then that
 * takes no part any more. Without harm the ramp goes on when everything that its step waits for is there.
 *
 * <p>The watch's alpha is divided by the arms that are compared with control; where subgroups are watched, they have half of it together.
 */
final class LaunchLooker {
    /** At which a sample ratio does not hold. */
    private static final double RATIO_ALPHA = 0.001;

    /** At which the rest of a hurt subgroup must show no harm, over all guardrails: sooner than it would be called harm. */
    private static final double SIGN = 0.2;

    private final Launch launch;
    private final Exposures exposures;
    private final LaunchWatch watched;
    private final Plan plan;
    private final Watch watch;
    private final Arm control;
    private final List<Arm> treatments;

    LaunchLooker(Launch launch, Exposures exposures, LaunchWatch watched) {
        this.launch = launch;
        this.exposures = exposures;
        this.watched = watched;
        this.plan = watched.plan();
        this.watch = watched.watch();
        control = plan.population().control();
        treatments = plan.population().treatments();
    }

    /** What is found now. */
    LaunchLook look(long offset, Instant at) {
        List<GuardrailState> all = states(at, "", taking(), overall());
        List<GuardrailState> states = new ArrayList<>(all);
        List<CellKey.Subgroup> subgroups = subgroups();
        for (CellKey.Subgroup subgroup : subgroups) {
            states.addAll(states(at, subgroup.toString(), taking().and(key -> key.in(subgroup)), bySubgroup()));
        }
        long[] units = units();
        read(all, Arrays.stream(units).sum());
        ValidityCheck ratio = sampleRatio(units);
        Found found = harm(states, subgroups, at).orElseGet(() -> ramp(units, ratio, at));
        return new LaunchLook(
                watched.look().number() + 1,
                at,
                offset,
                Arrays.stream(units).sum(),
                ratio.sentence(),
                states,
                found.reasons,
                found.act,
                found.subject,
                found.slice);
    }

    /** The same look again, after something was approved or resumed. */
    LaunchLook again(Instant at) {
        LaunchLook last = watched.look();
        if (last.guardrails().isEmpty()) {
            return last;
        }
        long[] units = units();
        Found found = harm(last.guardrails(), subgroups(), at).orElseGet(() -> ramp(units, sampleRatio(units), at));
        return last.finding(found.reasons, found.act, found.subject, found.slice);
    }

    private record Found(List<Entry.Action> act, String subject, String slice, List<String> reasons) {}

    private double overall() {
        return 1.0 / treatments.size() / (watch.subgroups() == 0 ? 1 : 2);
    }

    private double bySubgroup() {
        return overall() / watch.subgroups();
    }

    private Predicate<CellKey> taking() {
        return key -> CellKey.subgroups(watch.slices()).stream()
                .noneMatch(subgroup -> watched.excluded().contains(subgroup.toString()) && key.in(subgroup));
    }

    /** Those that still take part. */
    private List<CellKey.Subgroup> subgroups() {
        return CellKey.subgroups(watch.slices()).stream()
                .filter(subgroup -> !watched.excluded().contains(subgroup.toString()))
                .toList();
    }

    private List<GuardrailState> states(Instant at, String slice, Predicate<CellKey> units, double part) {
        GuardrailReader reader = new GuardrailReader(watched.decisions(), watched.outcomes(), watched.heap());
        Map<String, Double> levels = watch.levels();
        List<GuardrailState> states = new ArrayList<>();
        for (Watch.Guardrail guardrail : watch.guardrails()) {
            if (!slice.isEmpty() && guardrail.watched() instanceof Watch.Watched.OfMemory) {
                continue; // no subgroup has a heap of its own
            }
            double level = levels.getOrDefault(guardrail.name(), 0.0) * part;
            treatments.forEach(treatment -> states.add(
                    reader.look(guardrail, new GuardrailReader.Group(control, treatment, slice, units), level, at)));
        }
        return states;
    }

    /** A guardrail is read in a step when it can be in every arm, with units of the step. */
    private void read(List<GuardrailState> all, long units) {
        if (units <= watched.unitsBefore() && watched.unitsBefore() > 0) {
            return;
        }
        Set<String> missing = new HashSet<>();
        all.stream().filter(state -> !state.read()).forEach(state -> missing.add(state.guardrail()));
        all.stream()
                .map(GuardrailState::guardrail)
                .filter(name -> !missing.contains(name))
                .forEach(watched.read()::add);
        watched.read().removeAll(missing);
    }

    /** Units of each arm, in the plan's order. */
    private long[] units() {
        List<String> order = launch.experiment().arms().stream()
                .map(dev.fairlead.experiment.assignment.Arm::name)
                .toList();
        List<List<Long>> days = List.copyOf(exposures.of(launch).days().values());
        return plan.population().arms().stream()
                .mapToLong(arm -> days.stream()
                        .mapToLong(day -> day.get(order.indexOf(arm.name())))
                        .sum())
                .toArray();
    }

    private ValidityCheck sampleRatio(long[] units) {
        double[] shares =
                plan.population().arms().stream().mapToDouble(Arm::weight).toArray();
        double p = watched.sampleRatio(shares, units);
        String sentence = "the arms have " + Arrays.toString(units) + " units, always-valid p is " + p;
        ValidityCheck.Outcome outcome = p > RATIO_ALPHA ? ValidityCheck.Outcome.PASSED : ValidityCheck.Outcome.FAILED;
        return new ValidityCheck(ValidityCheck.Subject.SAMPLE_RATIO, outcome, sentence);
    }

    /** Harm that one subgroup has and the rest shows no sign of takes that back alone; any other takes back the launch. */
    private Optional<Found> harm(List<GuardrailState> states, List<CellKey.Subgroup> subgroups, Instant at) {
        Optional<GuardrailState> breached =
                states.stream().filter(GuardrailState::breached).findFirst();
        return breached.map(first -> subgroups.stream()
                .flatMap(subgroup -> alone(subgroup, at).stream())
                .findFirst()
                .map(state -> found(Entry.Action.EXCLUDED, state))
                .orElseGet(() -> found(Entry.Action.ROLLED_BACK, first)));
    }

    /** How a subgroup is hurt, if the rest is not. */
    private Optional<GuardrailState> alone(CellKey.Subgroup subgroup, Instant at) {
        Predicate<CellKey> rest = taking().and(key -> !key.in(subgroup));
        boolean holds = watched.decisions().sum(rest).units() > 0
                && states(at, "", rest, SIGN / watch.alpha()).stream().noneMatch(GuardrailState::breached);
        return states(at, subgroup.toString(), taking().and(key -> key.in(subgroup)), overall()).stream()
                .filter(state -> holds && state.breached())
                .findFirst();
    }

    private static Found found(Entry.Action action, GuardrailState state) {
        return new Found(List.of(action), state.guardrail(), state.slice(), List.of(state.sentence()));
    }

    private Found shadow(ShadowGate gate, Instant at) {
        Optional<String> refusal = gate.refusal();
        if (refusal.isPresent()) {
            return new Found(List.of(Entry.Action.ROLLED_BACK), "shadow", "", List.of(refusal.get()));
        }
        List<String> missing = new ArrayList<>(gate.missing(launch.progress(), at));
        if (launch.progress().paused()) {
            missing.add("it is paused");
        }
        return goesOn(Entry.Action.RAMPED, missing);
    }

    private Found ramp(long[] units, ValidityCheck ratio, Instant at) {
        if (launch.inShadow()) {
            return shadow(
                    new ShadowGate(
                            watch.shadow().orElseThrow(),
                            launch.shadowArms(),
                            watched.shadow().orElseThrow()),
                    at);
        }
        LaunchProgress progress = launch.progress();
        int step = LaunchProgress.step(plan.ramp(), launch.coverage());
        RampState state =
                new RampState(step, progress.since(), plan.ramp().get(step).coverage());
        List<Alarm> none = List.of();
        RampSignals signals = new RampSignals(
                Arrays.stream(units).sum(),
                watched.read(),
                none,
                ratio,
                progress.approvals().size());
        Instant now = at.isBefore(progress.since()) ? progress.since() : at;
        List<String> others = new ArrayList<>();
        if (progress.paused()) {
            others.add("it is paused");
        }
        long crossed = exposures.of(launch).multipleExposures();
        if (crossed > 0) {
            others.add(crossed + " units met more than one arm");
        }
        return switch (Ramp.of(plan).next(state, signals, now)) {
            case RampMove.Hold hold -> {
                others.addAll(hold.reasons());
                yield new Found(List.of(), "", "", others);
            }
            case RampMove.RollBack _ -> throw new IllegalStateException("harm was looked for before");
            case RampMove.Advance _ -> goesOn(Entry.Action.RAMPED, others);
            case RampMove.Complete _ ->
                watch.promote().isPresent()
                        ? goesOn(Entry.Action.SHIPPED, others)
                        : new Found(List.of(), "", "", List.of("the ramp is complete: people promote or stop"));
        };
    }

    private static Found goesOn(Entry.Action action, List<String> others) {
        return new Found(others.isEmpty() ? List.of(action) : List.of(), "", "", others);
    }
}
