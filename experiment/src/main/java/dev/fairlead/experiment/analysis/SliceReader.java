package dev.fairlead.experiment.analysis;

import dev.fairlead.experiment.plan.AnalysisRequest;
import dev.fairlead.experiment.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads primary metrics in slices; those of the plan are adjusted for their number, over all metrics and arms. */
final class SliceReader {
    private final Plan plan;
    private final Arms arms;
    private final Effects effects;
    private final Analysis analysis;

    SliceReader(Plan plan, Arms arms, Effects effects, Analysis analysis) {
        this.plan = plan;
        this.arms = arms;
        this.effects = effects;
        this.analysis = analysis;
    }

    List<SliceEffect> slices() {
        var slices = new ArrayList<SliceEffect>();
        List<String> columns = analysis.sliceNames();
        for (int i = 0; i < columns.size(); i++) {
            String column = columns.get(i);
            analysis.slice(i).forEach((value, group) -> {
                for (int metric = 0; metric < plan.metrics().primary().size(); metric++) {
                    for (int arm : arms.treatments()) {
                        slices.add(slice(new AnalysisRequest.Subgroup(column, value), group, metric, arm));
                    }
                }
            });
        }
        return adjusted(slices);
    }

    private SliceEffect slice(AnalysisRequest.Subgroup subgroup, Group group, int metric, int arm) {
        String name = plan.metrics().primary().get(metric).metric().name();
        try {
            Effect effect = effects.effect(group, metric, arm, Optional.of(subgroup));
            return new SliceEffect(subgroup.column(), subgroup.value(), name, arms.name(arm), Optional.of(effect), "");
        } catch (IllegalArgumentException e) {
            return new SliceEffect(
                    subgroup.column(),
                    subgroup.value(),
                    name,
                    arms.name(arm),
                    Optional.empty(),
                    String.valueOf(e.getMessage()));
        }
    }

    private List<SliceEffect> adjusted(List<SliceEffect> slices) {
        double[] p = plan.inference()
                .multiplicity()
                .adjust(slices.stream()
                        .filter(this::planned)
                        .flatMap(slice -> slice.effect().stream())
                        .mapToDouble(effect -> effect.reading().p())
                        .toArray());
        int next = 0;
        var adjusted = new ArrayList<SliceEffect>();
        for (SliceEffect slice : slices) {
            adjusted.add(planned(slice) && slice.effect().isPresent() ? slice.adjusted(p[next++]) : slice);
        }
        return adjusted;
    }

    private boolean planned(SliceEffect slice) {
        return plan.slices().stream().anyMatch(each -> each.covers(slice.column(), slice.value()));
    }
}
