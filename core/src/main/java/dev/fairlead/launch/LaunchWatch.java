package dev.fairlead.launch;

import dev.fairlead.decide.Assigned;
import dev.fairlead.decide.Decision;
import dev.fairlead.events.Event;
import dev.fairlead.events.Exposure;
import dev.fairlead.events.ShadowDecision;
import dev.fairlead.experiment.json.Json;
import dev.fairlead.experiment.outcome.LiveOutcomes;
import dev.fairlead.experiment.plan.Plan;
import dev.fairlead.experiment.plan.Watch;
import dev.fairlead.experiment.validity.SampleRatio;
import dev.fairlead.log.Position;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * One launch that is watched: what its decisions were like and what became of its units, summed up, and what the last look at them
 * found. Looks are at decisions, so that the same log is looked at in the same places: after so many, or so much time between them.
 * What a look finds is to be done; doing it is not part of the fold.
 */
final class LaunchWatch {
    /** How strongly the sample ratio's prior is about the plan. */
    private static final double CONCENTRATION = 100;

    private final Plan plan;
    private final Watch watch;
    private final WatchedDecisions decisions = new WatchedDecisions();
    private final Optional<LiveOutcomes> outcomes;
    private final Optional<ShadowTally> shadow;
    private final HeapGrowth heap = new HeapGrowth();
    private final Set<String> excluded = new TreeSet<>();
    private final Set<String> read = new HashSet<>();
    private long sinceLook;
    private long unitsBefore;
    private double ratioEvidence = 1;
    private Position ended = Position.START;
    private long after;
    private long against;
    private LaunchLook look = LaunchLook.NONE;

    LaunchWatch(Plan plan, Watch watch) {
        this.plan = plan;
        this.watch = watch;
        outcomes = LiveOutcomes.of(plan);
        shadow = watch.shadow().map(_ -> new ShadowTally());
    }

    Plan plan() {
        return plan;
    }

    Watch watch() {
        return watch;
    }

    WatchedDecisions decisions() {
        return decisions;
    }

    Optional<LiveOutcomes> outcomes() {
        return outcomes;
    }

    /** What was decided in shadow; empty where nothing is to be. */
    Optional<ShadowTally> shadow() {
        return shadow;
    }

    HeapGrowth heap() {
        return heap;
    }

    /** Subgroups that were taken back, as {@code column=value}. */
    Set<String> excluded() {
        return excluded;
    }

    /** Guardrails that were read since the step began. */
    Set<String> read() {
        return read;
    }

    LaunchLook look() {
        return look;
    }

    void found(LaunchLook found) {
        look = found;
        sinceLook = 0;
    }

    /** Decisions of the launch that the log has after its end: those that were under way, and those that were not. */
    long after() {
        return after;
    }

    /** Decisions that knew of the launch's end, and had an arm of it nevertheless. */
    long against() {
        return against;
    }

    /** A decision of a launch that runs. @return whether it is time for a look */
    boolean accept(Decision decision, Assigned assigned, Supplier<Map<String, String>> known) {
        decisions.accept(assigned.unit(), CellKey.of(assigned.arm(), watch.slices(), known.get()), decision);
        return due(Instant.ofEpochMilli(decision.time()));
    }

    /** A decision in shadow. @return whether it is time for a look */
    boolean accept(ShadowDecision decision) {
        shadow.ifPresent(tally -> tally.accept(decision));
        return due(Instant.ofEpochMilli(decision.time()));
    }

    /** A decision that answered, while the launch is in shadow. */
    void answered(Decision decision) {
        shadow.ifPresent(tally -> tally.answered(decision));
    }

    private boolean due(Instant at) {
        sinceLook++;
        outcomes.ifPresent(live -> live.advance(at));
        return sinceLook >= watch.everyDecisions()
                || Duration.between(look.at(), at).abs().compareTo(watch.every()) >= 0;
    }

    /** A unit that met an arm. @param decided whether the launch's decisions are in the log, too @return whether it is time for a look */
    boolean accept(Exposure exposure, boolean decided) {
        CellKey key =
                decisions.of(exposure.unit()).orElseGet(() -> CellKey.of(exposure.arm(), watch.slices(), Map.of()));
        Instant at = Instant.ofEpochMilli(exposure.time());
        outcomes.ifPresent(live -> live.enter(exposure.unit(), key.text(), at));
        return !decided && due(at);
    }

    /** A person is erased: the unit has a pseudonym from now on. */
    void rename(String unit, String name) {
        decisions.rename(unit, name);
        outcomes.ifPresent(live -> live.rename(unit, name));
    }

    /** Something that a unit did. */
    void accept(String type, Event event, Supplier<LoggedFact> fact) {
        outcomes.filter(live -> live.types().contains(type)).ifPresent(live -> live.accept(fact.get()));
    }

    /** A decision of a launch that has ended. */
    void acceptAfter(Decision decision) {
        after++;
        against += decision.asOf().covers(ended) ? 1 : 0;
    }

    void stepBegan(long units) {
        read.clear();
        heap.stepBegan();
        unitsBefore = units;
        changed();
    }

    /** Units that had entered when the step began. */
    long unitsBefore() {
        return unitsBefore;
    }

    /** What was to be done was decided on a launch that is no more as it was. */
    void changed() {
        look = look.done();
    }

    /** What the last look found was of other units than those that take part now: what it found is known no more. */
    void forgetLook() {
        look = new LaunchLook(
                look.number(),
                look.at(),
                look.offset(),
                look.units(),
                look.sampleRatio(),
                List.of(),
                List.of("no look since a subgroup was taken back"),
                List.of(),
                "",
                "");
        read.clear();
    }

    void ended(Position at) {
        ended = at;
        changed();
    }

    /** The always-valid p-value of the arms' units. @param shares as designed */
    double sampleRatio(double[] shares, long[] units) {
        ratioEvidence = Math.max(ratioEvidence, new SampleRatio(shares).bayesFactor(CONCENTRATION, units));
        return 1 / ratioEvidence;
    }

    void save(DataOutput out) throws IOException {
        decisions.save(out);
        heap.save(out);
        out.writeBoolean(outcomes.isPresent());
        if (outcomes.isPresent()) {
            outcomes.get().save(out);
        }
        if (shadow.isPresent()) {
            shadow.get().save(out);
        }
        texts(out, excluded);
        texts(out, new TreeSet<>(read));
        out.writeLong(sinceLook);
        out.writeLong(unitsBefore);
        out.writeDouble(ratioEvidence);
        Texts.write(out, ended.toString());
        out.writeLong(after);
        out.writeLong(against);
        Texts.write(out, look.json().canonical());
    }

    private static void texts(DataOutput out, Set<String> texts) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            Texts.write(out, text);
        }
    }

    private static List<String> texts(DataInput in) throws IOException {
        var texts = new ArrayList<String>();
        for (int n = in.readInt(); n > 0; n--) {
            texts.add(Texts.read(in));
        }
        return texts;
    }

    void load(DataInput in) throws IOException {
        decisions.load(in);
        heap.load(in);
        if (in.readBoolean()) {
            outcomes.orElseThrow(() -> new IOException("it has outcomes that the plan does not measure"))
                    .load(in);
        }
        if (shadow.isPresent()) {
            shadow.get().load(in);
        }
        excluded.addAll(texts(in));
        read.addAll(texts(in));
        sinceLook = in.readLong();
        unitsBefore = in.readLong();
        ratioEvidence = in.readDouble();
        ended = Position.parse(Texts.read(in));
        after = in.readLong();
        against = in.readLong();
        look = LaunchLook.of(Json.parse(Texts.read(in)));
    }
}
