package dev.fairlead.experiment.plan;

/** What must hold of a plan's values, each rule with the path of the value that breaks it. */
final class Rules {
    private final Problems problems;

    Rules(Problems problems) {
        this.problems = problems;
    }

    void hold(Plan.Draft plan) {
        problems.text("name", plan.name());
        problems.text("hypothesis", plan.hypothesis());
        new ArmRules(problems).hold(plan.population());
        new MetricRules(problems).hold(plan.metrics());
        new InferenceRules(problems).hold(plan.inference());
        new ColumnRules(problems).hold(plan);
        new RampRules(problems).hold(plan);
        plan.watch().ifPresent(watch -> new WatchRules(problems).hold(watch, plan));
        plan.preparation().hold(problems);
        problems.require(!plan.owners().isEmpty(), "owners", "name at least one person or team who answers for it");
        problems.distinct("owners", plan.owners(), "");
    }
}
