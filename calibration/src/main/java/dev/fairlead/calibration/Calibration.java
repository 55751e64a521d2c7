package dev.fairlead.calibration;

import java.util.List;
import java.util.stream.Stream;

/** All studies: every test where nothing is there to be found, and every interval where the truth is known. */
public enum Calibration {
    /** Type I errors, of tests at α = 0.05. */
    AA,
    /** Coverage, of intervals at 95 %. */
    COVERAGE;

    /** The studies, in the order of the table. */
    public List<Study<?>> studies() {
        return switch (this) {
            case AA ->
                Stream.of(
                                ProportionTests.studies(),
                                MeanTests.studies(),
                                ConversionTests.studies(),
                                CappedRatios.tests(),
                                AdjustedTests.studies(),
                                ClusterTests.studies(),
                                DesignTests.tests(),
                                RankTests.studies(),
                                QuantileTests.studies(),
                                BayesTests.studies(),
                                ValidityTests.studies(),
                                MultiplicityTests.studies(),
                                GroupSequentialTests.studies(),
                                AlwaysValidTests.studies(),
                                OpenEndedTests.studies())
                        .<Study<?>>flatMap(List::stream)
                        .toList();
            case COVERAGE ->
                Stream.of(
                                ProportionIntervals.studies(),
                                MeanIntervals.studies(),
                                ConversionIntervals.studies(),
                                CappedRatios.intervals(),
                                AdjustedIntervals.studies(),
                                ClusterIntervals.studies(),
                                DesignTests.intervals(),
                                QuantileIntervals.studies(),
                                BayesIntervals.studies(),
                                ValidityIntervals.studies(),
                                SequentialIntervals.studies(),
                                OffPolicyIntervals.studies(),
                                SlateIntervals.studies())
                        .<Study<?>>flatMap(List::stream)
                        .toList();
        };
    }
}
