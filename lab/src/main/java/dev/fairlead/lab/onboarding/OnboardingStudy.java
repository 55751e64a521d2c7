package dev.fairlead.lab.onboarding;

import dev.fairlead.experiment.Estimate;
import dev.fairlead.experiment.inference.ClusterMeans;
import dev.fairlead.experiment.inference.ClusterTable;
import dev.fairlead.experiment.inference.Comparison;
import dev.fairlead.experiment.inference.Moments;
import dev.fairlead.experiment.validity.Attrition;
import dev.fairlead.experiment.validity.ComplierEffect;
import dev.fairlead.experiment.validity.Uptake;
import dev.fairlead.sim.OnboardingWorld;
import dev.fairlead.sim.OnboardingWorld.Flow;
import dev.fairlead.sim.OnboardingWorld.NewUser;
import dev.fairlead.sim.OnboardingWorld.Treatment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/** One simulated world: the experiments that are made in it, and whether what they report holds. */
final class OnboardingStudy {
    static final int[] LATENCIES = {100, 200, 400, 800};
    static final String ATTRITION = "differential attrition";
    static final double CONFIDENCE = 0.95;

    /** Level of validity checks in a plan's analysis. */
    private static final double CHECKS = 0.001;

    private static final double SPILLOVER = 0.3;
    private static final double LOST = 0.05;
    private static final double LOST_MORE = 0.25;

    private final OnboardingWorld world;
    private final int users;
    private final SplittableRandom draws;
    private final List<Finding> findings = new ArrayList<>();

    /**
     * What an experiment of one world reports.
     *
     * @param experiment its name
     * @param subject the analysis, or the slice
     * @param holds whether the true effect is inside the interval; of an attrition check, whether it blocks
     * @param estimate difference of activation within 7 days; of an attrition check, of the shares missing
     * @param truth likewise
     */
    record Finding(String experiment, String subject, boolean holds, double estimate, double truth) {}

    private OnboardingStudy(long seed, int users) {
        this.world = new OnboardingWorld(seed);
        this.users = users;
        this.draws = new SplittableRandom(seed);
    }

    /** @param users of each experiment */
    static List<Finding> run(long seed, int users) {
        OnboardingStudy study = new OnboardingStudy(seed, users);
        study.effects();
        study.attrition("no " + ATTRITION, LOST);
        study.attrition(ATTRITION, LOST_MORE);
        study.invites();
        study.encouragement();
        study.latency();
        return study.findings;
    }

    private void report(String experiment, String subject, Estimate estimate, double truth) {
        findings.add(new Finding(
                experiment, subject, estimate.interval(CONFIDENCE).contains(truth), estimate.value(), truth));
    }

    private static double effect(NewUser user) {
        return OnboardingWorld.activation(user, Treatment.of(Flow.SUGGESTIONS))
                - OnboardingWorld.activation(user, Treatment.of(Flow.SHORT));
    }

    private double outcome(long id, NewUser user, Treatment treatment) {
        return world.live(id, user, treatment).activated() ? 1 : 0;
    }

    /** All users, and every country, platform and source. */
    static Map<String, Predicate<NewUser>> slices() {
        Map<String, Predicate<NewUser>> slices = new LinkedHashMap<>();
        slices.put("all", _ -> true);
        for (OnboardingWorld.Country each : OnboardingWorld.Country.values()) {
            slices.put("country " + each, user -> user.country() == each);
        }
        for (OnboardingWorld.Platform each : OnboardingWorld.Platform.values()) {
            slices.put("platform " + each, user -> user.platform() == each);
        }
        for (OnboardingWorld.Acquisition each : OnboardingWorld.Acquisition.values()) {
            slices.put("source " + each, user -> user.source() == each);
        }
        return slices;
    }

    private void effects() {
        Map<String, Moments[]> arms = new LinkedHashMap<>();
        slices().keySet().forEach(name -> arms.put(name, new Moments[] {new Moments(), new Moments()}));
        for (long id = 0; id < users; id++) {
            NewUser user = world.user(id);
            int arm = draws.nextInt(2);
            double y = outcome(id, user, Treatment.of(Flow.values()[arm]));
            slices().forEach((name, slice) -> {
                if (slice.test(user)) {
                    arms.getOrDefault(name, new Moments[0])[arm].accept(y);
                }
            });
        }
        slices().forEach((name, slice) -> {
            Moments[] of = arms.getOrDefault(name, new Moments[0]);
            report(
                    "effect",
                    name,
                    Comparison.of(of[0], of[1]).difference(),
                    OnboardingWorld.truth(slice, OnboardingStudy::effect));
        });
    }

    /** @param lostOfTreatment share of treatment whose outcome is never measured; {@link #LOST} of control's */
    private void attrition(String experiment, double lostOfTreatment) {
        long[] assigned = new long[2];
        long[] measured = new long[2];
        for (long id = 0; id < users; id++) {
            int arm = draws.nextInt(2);
            assigned[arm]++;
            measured[arm] += world.missing(id, arm == 0 ? LOST : lostOfTreatment) ? 0 : 1;
        }
        Attrition check =
                new Attrition(new Attrition.Arm(assigned[0], measured[0]), new Attrition.Arm(assigned[1], measured[1]));
        findings.add(new Finding(
                experiment, "blocks", check.finding(CHECKS).blocks(), check.difference(), lostOfTreatment - LOST));
    }

    /** Groups are assigned as a whole; the truth is what suggestions for all do, the others' part in it included. */
    private void invites() {
        ClusterTable[] clusters = {new ClusterTable(1), new ClusterTable(1)};
        Moments[] rows = {new Moments(), new Moments()};
        long id = 0;
        for (long group = 0; id < users; group++) {
            int arm = draws.nextInt(2);
            int size = world.sizeOf(group);
            for (int i = 0; i < size; i++, id++) {
                double y = outcome(id, world.userOf(group, id), together(arm));
                clusters[arm].accept(group, y);
                rows[arm].accept(y);
            }
        }
        double truth = OnboardingWorld.truth(
                _ -> true,
                user -> OnboardingWorld.activation(user, together(1)) - OnboardingWorld.activation(user, together(0)));
        report(
                "invites",
                "cluster",
                ClusterMeans.of(clusters[0].moments(), clusters[1].moments())
                        .comparison()
                        .difference(),
                truth);
        report("invites", "naive", Comparison.of(rows[0], rows[1]).difference(), truth);
    }

    private static Treatment together(int arm) {
        return new Treatment(Flow.values()[arm], arm, SPILLOVER, 100);
    }

    private void encouragement() {
        Uptake[] arms = {new Uptake(), new Uptake()};
        Moments[] taken = {new Moments(), new Moments()};
        for (long id = 0; id < users; id++) {
            NewUser user = world.user(id);
            int arm = draws.nextInt(2);
            Flow flow = user.compliance().flow(arm == 1);
            double y = outcome(id, user, Treatment.of(flow));
            arms[arm].add(flow == Flow.SUGGESTIONS, y);
            taken[flow.ordinal()].accept(y);
        }
        Predicate<NewUser> compliers = user -> user.compliance() == OnboardingWorld.Compliance.COMPLIER;
        double ofCompliers = OnboardingWorld.truth(compliers, OnboardingStudy::effect);
        ComplierEffect effect = ComplierEffect.of(arms[0], arms[1]);
        report(
                "encouragement",
                "intention to treat",
                effect.intentionToTreat(),
                OnboardingWorld.truth(_ -> true, user -> compliers.test(user) ? effect(user) : 0));
        report("encouragement", "complier effect", effect.complierAverage(), ofCompliers);
        report("encouragement", "as treated", Comparison.of(taken[0], taken[1]).difference(), ofCompliers);
    }

    /** The short flow, slowed down on purpose, beside itself at the first of the latencies. */
    private void latency() {
        Moments[] arms = new Moments[LATENCIES.length];
        for (int i = 0; i < arms.length; i++) {
            arms[i] = new Moments();
        }
        for (long id = 0; id < users; id++) {
            int arm = draws.nextInt(arms.length);
            arms[arm].accept(outcome(id, world.user(id), slowed(arm)));
        }
        for (int arm = 1; arm < arms.length; arm++) {
            Treatment slow = slowed(arm);
            report(
                    "latency",
                    Math.round(slow.p99()) + " ms p99",
                    Comparison.of(arms[0], arms[arm]).difference(),
                    OnboardingWorld.truth(
                            _ -> true,
                            user -> OnboardingWorld.activation(user, slow)
                                    - OnboardingWorld.activation(user, slowed(0))));
        }
    }

    private static Treatment slowed(int arm) {
        return new Treatment(Flow.SHORT, 0, 0, LATENCIES[arm]);
    }
}
