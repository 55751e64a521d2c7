package dev.fairlead.experiment.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.experiment.json.Json;
import dev.fairlead.experiment.plan.AnalysisRequest.Subgroup;
import dev.fairlead.experiment.plan.Entry.Action;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StandingTest {
    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
    private static final Plan PLAN = Plan.example();
    private static final PlanHistory LOCKED = PlanHistory.lock(PLAN, "ann", NOW);
    private static final PlanHistory STARTED = LOCKED.decide(Action.STARTED, "ann", "", NOW);
    private static final AnalysisRequest PLANNED =
            AnalysisRequest.planned(PLAN, PLAN.metrics().primary().getFirst());

    /** A minute after all that is noted in the histories. */
    private static final EntryTimes ENTERED =
            new EntryTimes.Since(NOW.atZone(ZoneOffset.UTC).toLocalDate(), Optional.of(NOW.plusSeconds(60)));

    @Test
    void everyPlannedMetricIsConfirmatory() {
        PLAN.metrics().all().forEach(planned -> {
            Standing standing = Standing.of(STARTED, AnalysisRequest.planned(PLAN, planned), ENTERED);
            String reason =
                    assertInstanceOf(Standing.Confirmatory.class, standing).reason();
            assertTrue(reason.contains(PLAN.hash()), reason);
        });
    }

    @Test
    void whatIsNotPlannedIsExploratory() {
        Metric metric = PLANNED.metric();
        var otherName = new Metric("clicks", metric.kind(), metric.direction(), 7, metric.capping());
        var otherWindow = new Metric(metric.name(), metric.kind(), metric.direction(), 14, metric.capping());
        exploratory(with(otherName), "the metric clicks is not in the plan");
        exploratory(with(otherWindow), "the metric conversion is planned otherwise");
        exploratory(with(new Monitoring.FixedHorizon(), 1), "the method is planned as");
        exploratory(
                with(PLAN.inference().monitoring(), 0.6), "no look is planned when 60.0 % of the planned units are in");
        exploratory(slice("platform", "tv"), "the slice platform = tv is not in the plan");
        exploratory(slice("age", "30"), "the slice age = 30 is not in the plan");
        exploratory(
                columns(List.of("bought_before", "age"), List.of("new_user")), "the covariate age is not in the plan");
        exploratory(
                columns(List.of(), List.of("new_user")), "the plan has the covariate bought_before, which is left out");
        exploratory(
                columns(List.of("bought_before"), List.of()), "the plan has the stratum new_user, which is left out");
    }

    @Test
    void plannedSlicesAndLooksAreConfirmatory() {
        assertInstanceOf(Standing.Confirmatory.class, Standing.of(STARTED, slice("platform", "ios"), ENTERED));
        assertInstanceOf(Standing.Confirmatory.class, Standing.of(STARTED, slice("country", "any"), ENTERED));
        for (double look : new double[] {0.5, 0.51, 0.75, 1, 1.3}) {
            AnalysisRequest request = with(PLAN.inference().monitoring(), look);
            assertInstanceOf(Standing.Confirmatory.class, Standing.of(STARTED, request, ENTERED));
        }
    }

    @Test
    void whatIsReadAtAnyTimeNeedsNoLooks() {
        var fixed = new Monitoring.FixedHorizon();
        assertTrue(fixed.isLook(1) && !fixed.isLook(0.5));
        assertTrue(new Monitoring.Msprt(1).isLook(0.01));
        assertTrue(new Monitoring.AsymptoticSequence(1).isLook(0.01));
    }

    private static void exploratory(PlanHistory history, EntryTimes entered, String saying) {
        List<String> reasons = assertInstanceOf(Standing.Exploratory.class, Standing.of(history, PLANNED, entered))
                .reasons();
        assertEquals(1, reasons.size(), reasons.toString());
        assertTrue(reasons.getFirst().startsWith(saying), reasons.getFirst());
    }

    private static EntryTimes.Since on(String date) {
        return new EntryTimes.Since(LocalDate.parse(date), Optional.empty());
    }

    /** The dates are in the data, whatever the history says of a start. */
    @Test
    void aPlanLockedTodayOverUnitsThatEnteredInJanuaryIsExploratory() {
        EntryTimes january = on("2026-01-05");
        exploratory(
                STARTED,
                january,
                "units entered from 2026-01-05 on, and the plan was locked at 2026-03-02T09:00:00Z, after them");
        exploratory(LOCKED, january, "units entered from 2026-01-05 on");
        var minute = new EntryTimes.Since(LocalDate.of(2026, 3, 2), Optional.of(NOW.minusSeconds(60)));
        exploratory(STARTED, minute, "units entered from 2026-03-02T08:59:00Z on");
    }

    /** Of the day of the lock a start that is noted says which was first. */
    @Test
    void datesWithoutHoursNeedADayBetweenOrAStart() {
        assertInstanceOf(Standing.Confirmatory.class, Standing.of(LOCKED, PLANNED, on("2026-03-03")));
        assertInstanceOf(Standing.Confirmatory.class, Standing.of(STARTED, PLANNED, on("2026-03-02")));
        exploratory(
                LOCKED,
                on("2026-03-02"),
                "units entered from 2026-03-02 on, and the plan was locked at 2026-03-02T09:00:00Z: dates without hours do not"
                        + " show which was first");
    }

    @Test
    void anAmendmentCountsFromTheFirstUnitOnNotFromTheStartThatWasNoted() {
        Instant noon = NOW.plusSeconds(3 * 3600);
        PlanHistory amended = LOCKED.amend(stricter(), "bob", "stricter", noon)
                .decide(Action.STARTED, "ann", "", noon.plusSeconds(1));
        assertInstanceOf(Standing.Confirmatory.class, Standing.of(amended, PLANNED, on("2026-03-03")));
        exploratory(amended, ENTERED, "the plan was amended after data came in, and how it is tested changed");
    }

    /** What the data do not show may stand in the plan, if that was locked by then. */
    @Test
    void withoutTimesThePlansStartMustStandForThem() {
        EntryTimes unknown = new EntryTimes.Unknown();
        assertInstanceOf(Standing.Confirmatory.class, Standing.of(STARTED, PLANNED, unknown));
        Instant late = NOW.plusSeconds(86_400);
        PlanHistory locked = PlanHistory.lock(PLAN, "ann", late).decide(Action.STARTED, "ann", "", late);
        exploratory(locked, unknown, "the plan's start, 2026-03-02, was before it was locked at 2026-03-03T09:00:00Z");
        Plan open = PlanHistoryTest.without("start");
        PlanHistory undated = PlanHistory.lock(open, "ann", NOW).decide(Action.STARTED, "ann", "", NOW);
        exploratory(undated, unknown, "the data have no times of entry and the plan names no day of its start");
    }

    @Test
    void nothingIsConfirmedBeforeAStart() {
        List<String> reasons = assertInstanceOf(
                        Standing.Exploratory.class, Standing.of(LOCKED, PLANNED, new EntryTimes.Unknown()))
                .reasons();
        assertEquals(List.of("no start is noted, so nothing shows that the plan came before the data"), reasons);
    }

    @Test
    void anAmendmentBeforeTheDataIsPartOfThePlan() {
        PlanHistory amended = LOCKED.amend(stricter(), "bob", "stricter", NOW).decide(Action.STARTED, "ann", "", NOW);
        assertInstanceOf(Standing.Confirmatory.class, Standing.of(amended, PLANNED, ENTERED));
    }

    @Test
    void anAmendmentAfterDataCountsWhereTheAnalysisDependsOnIt() {
        PlanHistory alpha = STARTED.amend(stricter(), "bob", "stricter", NOW);
        assertEquals(
                List.of("the plan was amended after data came in, and how it is tested changed (" + NOW
                        + ", bob: stricter)"),
                assertInstanceOf(Standing.Exploratory.class, Standing.of(alpha, PLANNED, ENTERED))
                        .reasons());
        Plan owners = PlanHistoryTest.changed("owners", Json.parse("[\"carl\"]"));
        assertInstanceOf(
                Standing.Confirmatory.class, Standing.of(STARTED.amend(owners, "bob", "moved", NOW), PLANNED, ENTERED));
    }

    @Test
    void aMetricOrSliceAddedAfterDataIsExploratory() {
        Plan more = PlanHistoryTest.changed(
                "secondary",
                Json.parse("[{\"name\": \"clicks\", \"kind\": \"mean\","
                        + "\"direction\": \"increase\", \"windowDays\": 7}]"));
        PlanHistory amended = STARTED.amend(more, "bob", "curious", NOW);
        assertInstanceOf(Standing.Confirmatory.class, Standing.of(amended, PLANNED, ENTERED));
        AnalysisRequest clicks =
                AnalysisRequest.planned(more, more.metrics().secondary().getFirst());
        assertInstanceOf(Standing.Exploratory.class, Standing.of(amended, clicks, ENTERED));
        Plan sliced = PlanHistoryTest.changed("slices", Json.parse("[{\"column\": \"age\"}]"));
        assertInstanceOf(
                Standing.Exploratory.class,
                Standing.of(STARTED.amend(sliced, "bob", "late", NOW), slice("age", "30"), ENTERED));
        Plan two = PlanHistoryTest.changed(
                "primary",
                Json.parse(PlanTest.LEAST.substring(
                        PlanTest.LEAST.indexOf("[{\"name\": \"m\""), PlanTest.LEAST.indexOf(",\n \"guardrails\""))));
        AnalysisRequest late =
                AnalysisRequest.planned(two, two.metrics().primary().getFirst());
        List<String> reasons = assertInstanceOf(
                        Standing.Exploratory.class, Standing.of(STARTED.amend(two, "bob", "late", NOW), late, ENTERED))
                .reasons();
        assertEquals(2, reasons.size(), reasons.toString());
    }

    @Test
    void anAnalysisNeedsUnits() {
        assertThrows(IllegalArgumentException.class, () -> with(new Monitoring.FixedHorizon(), 0));
    }

    private static Plan stricter() {
        return PlanHistoryTest.changed("alpha", Json.of(0.01));
    }

    private static AnalysisRequest with(Metric metric) {
        return new AnalysisRequest(
                metric, PLANNED.method(), Optional.empty(), 1, PLANNED.covariates(), PLANNED.strata());
    }

    private static AnalysisRequest with(Monitoring method, double information) {
        return new AnalysisRequest(
                PLANNED.metric(), method, Optional.empty(), information, PLANNED.covariates(), PLANNED.strata());
    }

    private static AnalysisRequest slice(String column, String value) {
        return new AnalysisRequest(
                PLANNED.metric(),
                PLANNED.method(),
                Optional.of(new Subgroup(column, value)),
                1,
                PLANNED.covariates(),
                PLANNED.strata());
    }

    private static AnalysisRequest columns(List<String> covariates, List<String> strata) {
        return new AnalysisRequest(PLANNED.metric(), PLANNED.method(), Optional.empty(), 1, covariates, strata);
    }

    private static void exploratory(AnalysisRequest request, String saying) {
        List<String> reasons = assertInstanceOf(Standing.Exploratory.class, Standing.of(STARTED, request, ENTERED))
                .reasons();
        assertEquals(1, reasons.size(), reasons.toString());
        assertTrue(reasons.getFirst().startsWith(saying), reasons.getFirst());
    }
}
