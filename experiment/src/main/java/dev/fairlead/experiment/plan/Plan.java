package dev.fairlead.experiment.plan;

import dev.fairlead.experiment.json.Json;
import dev.fairlead.experiment.json.Sha256;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * How a launch will be analysed, written down before its data.
 *
 * <p>Its file is a JSON object. These keys may be left out, and then mean:
 *
 * <ul>
 *   <li>{@code alpha} 0.05, {@code sides} 2, {@code power} 0.8, {@code attrition} 0;
 *   <li>{@code secondary}, {@code guardrails}, {@code covariates}, {@code strata}, {@code slices}: none; {@code cluster},
 *       {@code start}: none;
 *   <li>{@code missingCovariates} {@code "indicator"}, {@code lift} {@code "delta"}, {@code allocation} none: these three are
 *       written only where they say something else, so that plans from before have their hashes;
 *   <li>{@code monitoring} {@code {"type": "fixed-horizon"}}, {@code multiplicity} {@code "holm"};
 *   <li>{@code watch} none, written only where there is one; in it {@code alpha} 0.05, {@code everySeconds} 60, {@code everyDecisions} 20,
 *       {@code slices}, {@code promote} and {@code shadow} none; in its shadow {@code minimumHours} and {@code approvals} 0, {@code share} 1; in its guardrails {@code relative} false, {@code minimumUnits} 100, or 1 where a test is
 *       exact, {@code alpha} an equal share;
 *   <li>{@code gates} and {@code charter} none, written only where there are; in the gates {@code days} 14, {@code hours} 168, {@code offline} none;
 *       in that {@code policy} {@code "model"}, {@code margin} 0; in the charter {@code constraints}, {@code raci}, {@code risks}, {@code
 *       questions} and {@code milestones} none;
 *   <li>{@code ramp}: one step of coverage 1;
 *   <li>in an arm, {@code control} false; in a metric, {@code column} its name, no {@code cap}, {@code
 *       capQuantile} or {@code winsorize}, {@code from} none: the table of units has the column; where there is one, {@code
 *       windowStartDays} 0, 1 in a retention, and in it {@code aggregate} as the kind asks, {@code where} no condition; in a slice, {@code values} {@code "all"}; in a ramp step, {@code minimumHours} and {@code
 *       minimumUnits} 0, {@code approvals} 0, {@code guardrails} all of them: those of the watch where there is one.
 * </ul>
 *
 * <p>All other keys must be there, and no others. Defaults are written out where a plan is written, so that they are part
 * of its hash.
 *
 * @param name of the launch
 * @param hypothesis what is expected, and why
 * @param ramp shares of the units that enter, one after the other; the last is the largest
 * @param owners who answers for it, at least one
 * @param start the day it is meant to start
 * @param watch how it is watched while it runs; empty where people decide by themselves
 * @param preparation what comes before the first unit
 */
public record Plan(
        String name,
        String hypothesis,
        Population population,
        Metrics metrics,
        Inference inference,
        List<Slice> slices,
        List<RampStep> ramp,
        List<String> owners,
        Optional<LocalDate> start,
        Optional<Watch> watch,
        Preparation preparation) {
    static final double ALPHA = 0.05;
    static final long SIDES = 2;
    static final double POWER = 0.8;

    /** @throws PlanException with all that is wrong */
    public Plan {
        slices = List.copyOf(slices);
        ramp = List.copyOf(ramp);
        owners = List.copyOf(owners);
        var problems = new Problems();
        new Rules(problems)
                .hold(new Draft(
                        name,
                        hypothesis,
                        population,
                        metrics,
                        inference,
                        slices,
                        ramp,
                        owners,
                        start,
                        watch,
                        preparation));
        problems.refuse();
    }

    /** One that nothing comes before. */
    public Plan(
            String name,
            String hypothesis,
            Population population,
            Metrics metrics,
            Inference inference,
            List<Slice> slices,
            List<RampStep> ramp,
            List<String> owners,
            Optional<LocalDate> start,
            Optional<Watch> watch) {
        this(name, hypothesis, population, metrics, inference, slices, ramp, owners, start, watch, Preparation.NONE);
    }

    /** One that people watch. */
    public Plan(
            String name,
            String hypothesis,
            Population population,
            Metrics metrics,
            Inference inference,
            List<Slice> slices,
            List<RampStep> ramp,
            List<String> owners,
            Optional<LocalDate> start) {
        this(name, hypothesis, population, metrics, inference, slices, ramp, owners, start, Optional.empty());
    }

    /** What may yet be wrong. */
    record Draft(
            String name,
            String hypothesis,
            Population population,
            Metrics metrics,
            Inference inference,
            List<Slice> slices,
            List<RampStep> ramp,
            List<String> owners,
            Optional<LocalDate> start,
            Optional<Watch> watch,
            Preparation preparation) {
        Plan plan() {
            return new Plan(
                    name, hypothesis, population, metrics, inference, slices, ramp, owners, start, watch, preparation);
        }
    }

    /**
     * Reads a plan's file.
     *
     * @throws dev.fairlead.experiment.json.JsonException if it is not JSON
     * @throws PlanException if it is no plan, with all that is wrong and where
     */
    public static Plan read(String text) {
        return of(Json.parse(text));
    }

    /**
     * Reads a plan.
     *
     * @throws PlanException if it is none, with all that is wrong and where
     */
    public static Plan of(Json json) {
        return PlanReader.read(json);
    }

    /** The plan as JSON, with its defaults written out. */
    public Json json() {
        return PlanWriter.json(this);
    }

    /** The plan's file, for people to read and edit. */
    public String text() {
        return Pretty.text(json());
    }

    /** SHA-256 of the canonical form (RFC 8785), in lower-case hexadecimal. */
    public String hash() {
        return Sha256.of(json().canonical());
    }

    /** A plan of every feature, to start from. */
    public static Plan example() {
        return Example.plan();
    }
}
