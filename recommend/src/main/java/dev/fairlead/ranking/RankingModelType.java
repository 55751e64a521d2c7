package dev.fairlead.ranking;

import dev.fairlead.events.Contract;
import dev.fairlead.events.ContractViolation;
import dev.fairlead.events.FieldWriter;
import dev.fairlead.registry.ModelType;

/** Ranking models in the registry. */
public enum RankingModelType implements ModelType<RankingModel> {
    RANKING;

    @Override
    public String kind() {
        return "ranking";
    }

    @Override
    public Class<RankingModel> type() {
        return RankingModel.class;
    }

    @Override
    public void write(RankingModel model, FieldWriter out) {
        model.write(out);
    }

    @Override
    public RankingModel read(Contract in) throws ContractViolation {
        return RankingModel.read(in);
    }

    @Override
    public String fingerprint(RankingModel model) {
        return model.fingerprint();
    }

    @Override
    public void warmUp(RankingModel model) {
        model.warmUp();
    }

    @Override
    public boolean imported(RankingModel model) {
        return model.isNetwork();
    }
}
