package dev.fairlead.experiment.plan;

import dev.fairlead.experiment.json.Json;
import dev.fairlead.experiment.sequential.Spending;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Writes a plan so that reading gives it back. */
final class PlanWriter {
    private final Map<String, Json> members = new LinkedHashMap<>();

    private PlanWriter() {}

    static Json json(Plan plan) {
        var top = new PlanWriter().with("name", plan.name()).with("hypothesis", plan.hypothesis());
        top.population(plan.population());
        top.with("primary", MetricWriter.list(plan.metrics().primary()))
                .with("secondary", MetricWriter.list(plan.metrics().secondary()))
                .with("guardrails", MetricWriter.list(plan.metrics().guardrails()));
        top.inference(plan.inference(), plan.metrics());
        top.with("slices", list(plan.slices(), PlanWriter::slice))
                .with("ramp", list(plan.ramp(), PlanWriter::step))
                .with("owners", texts(plan.owners()));
        plan.start().ifPresent(start -> top.with("start", start.toString()));
        plan.watch().ifPresent(watch -> top.with("watch", WatchWriter.json(watch)));
        plan.preparation().gates().ifPresent(gates -> top.with("gates", gates.json()));
        plan.preparation().charter().ifPresent(charter -> top.with("charter", charter.json()));
        return top.object();
    }

    private Json object() {
        return new Json.Obj(members);
    }

    private PlanWriter with(String name, Json value) {
        members.put(name, value);
        return this;
    }

    private PlanWriter with(String name, String value) {
        return with(name, Json.of(value));
    }

    private PlanWriter with(String name, double value) {
        return with(name, Json.of(value));
    }

    private static <T> Json list(Collection<T> all, Function<T, Json> each) {
        return new Json.Arr(all.stream().map(each).toList());
    }

    private static Json texts(List<String> all) {
        return list(all, Json::of);
    }

    private void population(Population population) {
        with("unit", Word.of(population.unit()));
        population.cluster().ifPresent(cluster -> with("cluster", cluster));
        with("arms", list(population.arms(), PlanWriter::arm));
        if (!population.allocation().isEmpty()) {
            with("allocation", list(population.allocation(), PlanWriter::allocation));
        }
    }

    private static Json allocation(Allocation allocation) {
        return new PlanWriter()
                .with("from", allocation.from().toString())
                .with("weights", list(allocation.weights(), Json::of))
                .object();
    }

    private static Json arm(Arm arm) {
        return new PlanWriter()
                .with("name", arm.name())
                .with("weight", arm.weight())
                .with("units", arm.units())
                .with("control", Json.of(arm.control()))
                .object();
    }

    private void inference(Inference inference, Metrics metrics) {
        with("alpha", inference.errors().alpha())
                .with("sides", inference.errors().sides())
                .with("power", inference.errors().power())
                .with("attrition", inference.attrition())
                .with(
                        "covariates",
                        list(
                                inference.covariates(),
                                name -> Covariate.of(name, metrics).json()))
                .with("strata", texts(inference.strata()))
                .with("monitoring", monitoring(inference.monitoring()))
                .with("multiplicity", Word.of(inference.multiplicity()));
        if (inference.missing() != MissingCovariates.INDICATOR) {
            with("missingCovariates", Word.of(inference.missing()));
        }
        if (inference.lift() != LiftScale.DELTA) {
            with("lift", Word.of(inference.lift()));
        }
    }

    private static Json monitoring(Monitoring monitoring) {
        var json = new PlanWriter();
        switch (monitoring) {
            case Monitoring.FixedHorizon _ -> json.with("type", Word.of(Word.Type.FIXED_HORIZON));
            case Monitoring.GroupSequential group -> {
                json.with("type", Word.of(Word.Type.GROUP_SEQUENTIAL)).with("looks", list(group.looks(), Json::of));
                json.boundary(group.boundary());
            }
            case Monitoring.Msprt msprt ->
                json.with("type", Word.of(Word.Type.MSPRT)).with("tauSquared", msprt.tauSquared());
            case Monitoring.AsymptoticSequence sequence ->
                json.with("type", Word.of(Word.Type.CONFIDENCE_SEQUENCE)).with("narrowestAt", sequence.narrowestAt());
        }
        return json.object();
    }

    private void boundary(Boundary boundary) {
        switch (boundary) {
            case Boundary.Pocock _ -> with("boundary", Word.of(Word.Bound.POCOCK));
            case Boundary.ObrienFleming _ -> with("boundary", Word.of(Word.Bound.OBRIEN_FLEMING));
            case Boundary.AlphaSpending spent -> spending(spent.spending());
        }
    }

    private void spending(Spending spending) {
        switch (spending) {
            case Spending.PocockType _ -> with("boundary", Word.of(Word.Bound.POCOCK_SPENDING));
            case Spending.ObrienFlemingType _ -> with("boundary", Word.of(Word.Bound.OBRIEN_FLEMING_SPENDING));
            case Spending.KimDeMets kim ->
                with("boundary", Word.of(Word.Bound.KIM_DEMETS)).with("rho", kim.rho());
            case Spending.HwangShihDeCani hwang ->
                with("boundary", Word.of(Word.Bound.HWANG_SHIH_DECANI)).with("gamma", hwang.gamma());
        }
    }

    static Json slice(Slice slice) {
        return new PlanWriter()
                .with("column", slice.column())
                .with("values", slice.values().map(PlanWriter::texts).orElse(Json.of("all")))
                .object();
    }

    private static Json step(RampStep step) {
        var json = new PlanWriter()
                .with("coverage", step.coverage())
                .with("minimumHours", step.minimumDuration().toHours())
                .with("minimumUnits", step.minimumUnits())
                .with("guardrails", texts(step.guardrails()));
        return (step.approvals() == 0 ? json : json.with("approvals", step.approvals())).object();
    }
}
