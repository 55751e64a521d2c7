package dev.fairlead.report.evaluation;

import java.util.List;
import java.util.stream.DoubleStream;

/** Predicted against observed shares of outcomes, in bins of predictions. */
public record ReliabilityDiagram(String policy, List<Bin> bins) {
    /**
     * @param predicted mean probability of the bin's items
     * @param observed share of them with the outcome
     * @param low lower end of the share's 95 % interval
     * @param high upper end
     * @param n items
     */
    public record Bin(double predicted, double observed, double low, double high, long n) {}

    public ReliabilityDiagram {
        bins = List.copyOf(bins);
    }

    /** Largest number on either axis. */
    double reach() {
        return bins.stream()
                .flatMapToDouble(bin -> DoubleStream.of(bin.predicted(), bin.high()))
                .max()
                .orElse(1);
    }
}
