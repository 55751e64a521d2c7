import org.jspecify.annotations.NullMarked;

/** Experiments: assignment, inference, sequential tests, off-policy evaluation, and the decision that follows. */
@NullMarked
module dev.fairlead.experiment {
    requires static org.jspecify;

    exports dev.fairlead.experiment;
    exports dev.fairlead.experiment.analysis;
    exports dev.fairlead.experiment.assignment;
    exports dev.fairlead.experiment.bandit;
    exports dev.fairlead.experiment.bayes;
    exports dev.fairlead.experiment.decision;
    exports dev.fairlead.experiment.design;
    exports dev.fairlead.experiment.distribution;
    exports dev.fairlead.experiment.inference;
    exports dev.fairlead.experiment.json;
    exports dev.fairlead.experiment.nonparametric;
    exports dev.fairlead.experiment.offpolicy;
    exports dev.fairlead.experiment.outcome;
    exports dev.fairlead.experiment.plan;
    exports dev.fairlead.experiment.sequential;
    exports dev.fairlead.experiment.time;
    exports dev.fairlead.experiment.validity;
}
