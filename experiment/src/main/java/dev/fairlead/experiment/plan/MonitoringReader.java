package dev.fairlead.experiment.plan;

import dev.fairlead.experiment.sequential.Spending;
import java.util.Optional;

/** Reads when results may be looked at. */
final class MonitoringReader {
    private final Problems problems;

    MonitoringReader(Problems problems) {
        this.problems = problems;
    }

    Monitoring read(Fields monitoring) {
        Optional<Word.Type> type = monitoring.choice("type", Word.constants(Word.Type.values()));
        if (type.isEmpty()) {
            monitoring.ignore("looks", "boundary", "rho", "gamma", "tauSquared", "narrowestAt");
        }
        return switch (type.orElse(Word.Type.FIXED_HORIZON)) {
            case FIXED_HORIZON -> new Monitoring.FixedHorizon();
            case GROUP_SEQUENTIAL -> new Monitoring.GroupSequential(monitoring.numbers("looks"), boundary(monitoring));
            case MSPRT -> new Monitoring.Msprt(monitoring.number("tauSquared"));
            case CONFIDENCE_SEQUENCE -> new Monitoring.AsymptoticSequence(monitoring.number("narrowestAt"));
        };
    }

    private Boundary boundary(Fields monitoring) {
        Optional<Word.Bound> bound = monitoring.choice("boundary", Word.constants(Word.Bound.values()));
        if (bound.isEmpty()) {
            monitoring.ignore("rho", "gamma");
        }
        return switch (bound.orElse(Word.Bound.POCOCK)) {
            case POCOCK -> new Boundary.Pocock();
            case OBRIEN_FLEMING -> new Boundary.ObrienFleming();
            case POCOCK_SPENDING -> new Boundary.AlphaSpending(new Spending.PocockType());
            case OBRIEN_FLEMING_SPENDING -> new Boundary.AlphaSpending(new Spending.ObrienFlemingType());
            case KIM_DEMETS -> new Boundary.AlphaSpending(kimDeMets(monitoring));
            case HWANG_SHIH_DECANI ->
                new Boundary.AlphaSpending(new Spending.HwangShihDeCani(monitoring.number("gamma")));
        };
    }

    /** Its record refuses a power of 0 by itself, so the stand-in is 1. */
    private Spending kimDeMets(Fields monitoring) {
        double rho = monitoring.number("rho");
        problems.require(
                rho > 0 || !monitoring.has("rho"),
                monitoring.path("rho"),
                "must be above 0, such as 3 for a boundary close to O'Brien and Fleming's; it is " + rho);
        return new Spending.KimDeMets(rho > 0 ? rho : 1);
    }
}
