package dev.fairlead.launch;

import dev.fairlead.decide.Decision;
import dev.fairlead.events.ShadowDecision;
import dev.fairlead.experiment.json.Json;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** What a launch's releases decided in shadow, summed up. */
final class ShadowTally {
    private final Map<String, Arm> arms = new TreeMap<>();
    private final Millis served = new Millis();
    private long skipped;

    /** Of one arm. */
    private static final class Arm {
        private final Millis millis = new Millis();
        private long decisions;
        private long fallbacks;
        private long same;
        private double agreement;

        void accept(ShadowDecision shadow) {
            decisions++;
            fallbacks += shadow.fallback().isEmpty() ? 0 : 1;
            same += shadow.same() ? 1 : 0;
            agreement += shadow.agreement();
            millis.add(shadow.millis());
        }

        Json.Obj json(String arm) {
            Map<String, Json> members = new LinkedHashMap<>();
            members.put("arm", Json.of(arm));
            members.put("decisions", Json.of((double) decisions));
            members.put("fallbacks", Json.of((double) fallbacks));
            members.put("agreement", Json.of(agreement / decisions));
            members.put("same_first", Json.of((double) same / decisions));
            members.put("p95_millis", Json.of(millis.slow()));
            return new Json.Obj(members);
        }
    }

    /** Whole milliseconds, counted. */
    private static final class Millis {
        private static final double SLOW = 0.95;

        private final Map<Long, Long> counts = new TreeMap<>();

        void add(double millis) {
            counts.merge(Math.round(millis), 1L, Long::sum);
        }

        double slow() {
            long n = counts.values().stream().mapToLong(Long::longValue).sum();
            long below = 0;
            for (Map.Entry<Long, Long> each : counts.entrySet()) {
                below += each.getValue();
                if (below >= SLOW * n) {
                    return each.getKey();
                }
            }
            return Double.NaN;
        }

        void save(DataOutput out) throws IOException {
            out.writeInt(counts.size());
            for (Map.Entry<Long, Long> each : counts.entrySet()) {
                out.writeLong(each.getKey());
                out.writeLong(each.getValue());
            }
        }

        void load(DataInput in) throws IOException {
            for (int n = in.readInt(); n > 0; n--) {
                counts.put(in.readLong(), in.readLong());
            }
        }
    }

    void accept(ShadowDecision shadow) {
        arms.computeIfAbsent(shadow.arm(), _ -> new Arm()).accept(shadow);
        skipped += shadow.skipped();
    }

    /** A decision that answered, while the launch was in shadow. */
    void answered(Decision decision) {
        if (!Double.isNaN(decision.millis())) {
            served.add(decision.millis());
        }
    }

    private Arm of(String arm) {
        return arms.getOrDefault(arm, new Arm());
    }

    /** How many decisions there are of the arm. */
    long decisions(String arm) {
        return of(arm).decisions;
    }

    /** Share of the arm's that were something less than the full policy; NaN without any. */
    double fallbackShare(String arm) {
        return (double) of(arm).fallbacks / of(arm).decisions;
    }

    /** Milliseconds, to the whole one, within which 95 % of the arm's decisions were made; NaN without any. */
    double slow(String arm) {
        return of(arm).millis.slow();
    }

    /** The same of the decisions that answered. */
    double slowServed() {
        return served.slow();
    }

    /** What there is of each arm, and of what served. */
    Json.Obj json() {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("skipped", Json.of((double) skipped));
        members.put("served_p95_millis", Double.isNaN(slowServed()) ? Json.NULL : Json.of(slowServed()));
        members.put(
                "arms",
                new Json.Arr(arms.entrySet().stream()
                        .<Json>map(each -> each.getValue().json(each.getKey()))
                        .toList()));
        return new Json.Obj(members);
    }

    void save(DataOutput out) throws IOException {
        out.writeLong(skipped);
        served.save(out);
        out.writeInt(arms.size());
        for (Map.Entry<String, Arm> each : arms.entrySet()) {
            Texts.write(out, each.getKey());
            Arm arm = each.getValue();
            out.writeLong(arm.decisions);
            out.writeLong(arm.fallbacks);
            out.writeLong(arm.same);
            out.writeDouble(arm.agreement);
            arm.millis.save(out);
        }
    }

    void load(DataInput in) throws IOException {
        skipped = in.readLong();
        served.load(in);
        for (int n = in.readInt(); n > 0; n--) {
            Arm arm = new Arm();
            arms.put(Texts.read(in), arm);
            arm.decisions = in.readLong();
            arm.fallbacks = in.readLong();
            arm.same = in.readLong();
            arm.agreement = in.readDouble();
            arm.millis.load(in);
        }
    }
}
