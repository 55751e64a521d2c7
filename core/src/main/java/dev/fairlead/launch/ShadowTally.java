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
    private static final double SLOW = 0.95;

    private final Map<Long, Long> millis = new TreeMap<>();
    private final Map<Long, Long> served = new TreeMap<>();
    private final Map<String, Long> byArm = new TreeMap<>();
    private long decisions;
    private long fallbacks;
    private long same;
    private long skipped;
    private double agreement;

    void accept(ShadowDecision shadow) {
        decisions++;
        byArm.merge(shadow.arm(), 1L, Long::sum);
        fallbacks += shadow.fallback().isEmpty() ? 0 : 1;
        same += shadow.same() ? 1 : 0;
        skipped += shadow.skipped();
        agreement += shadow.agreement();
        millis.merge(Math.round(shadow.millis()), 1L, Long::sum);
    }

    /** A decision that answered, while the launch was in shadow. */
    void answered(Decision decision) {
        if (!Double.isNaN(decision.millis())) {
            served.merge(Math.round(decision.millis()), 1L, Long::sum);
        }
    }

    /** How many there are of the arm. */
    long decisions(String arm) {
        return byArm.getOrDefault(arm, 0L);
    }

    /** Share of them that were something less than the full policy. */
    double fallbackShare() {
        return (double) fallbacks / decisions;
    }

    /** Milliseconds, to the whole one, within which 95 % of the decisions in shadow were made; NaN without any. */
    double slow() {
        return quantile(millis);
    }

    /** The same of the decisions that answered. */
    double slowServed() {
        return quantile(served);
    }

    private static double quantile(Map<Long, Long> counts) {
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

    Json.Obj json() {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("decisions", Json.of((double) decisions));
        members.put("skipped", Json.of((double) skipped));
        members.put("fallbacks", Json.of((double) fallbacks));
        if (decisions > 0) {
            members.put("agreement", Json.of(agreement / decisions));
            members.put("same_first", Json.of((double) same / decisions));
            members.put("p95_millis", Json.of(slow()));
        }
        if (!served.isEmpty()) {
            members.put("served_p95_millis", Json.of(slowServed()));
        }
        return new Json.Obj(members);
    }

    void save(DataOutput out) throws IOException {
        out.writeLong(decisions);
        out.writeLong(fallbacks);
        out.writeLong(same);
        out.writeLong(skipped);
        out.writeDouble(agreement);
        counts(out, millis);
        counts(out, served);
        out.writeInt(byArm.size());
        for (Map.Entry<String, Long> each : byArm.entrySet()) {
            Texts.write(out, each.getKey());
            out.writeLong(each.getValue());
        }
    }

    void load(DataInput in) throws IOException {
        decisions = in.readLong();
        fallbacks = in.readLong();
        same = in.readLong();
        skipped = in.readLong();
        agreement = in.readDouble();
        counts(in, millis);
        counts(in, served);
        for (int n = in.readInt(); n > 0; n--) {
            byArm.put(Texts.read(in), in.readLong());
        }
    }

    private static void counts(DataOutput out, Map<Long, Long> counts) throws IOException {
        out.writeInt(counts.size());
        for (Map.Entry<Long, Long> each : counts.entrySet()) {
            out.writeLong(each.getKey());
            out.writeLong(each.getValue());
        }
    }

    private static void counts(DataInput in, Map<Long, Long> counts) throws IOException {
        for (int n = in.readInt(); n > 0; n--) {
            counts.put(in.readLong(), in.readLong());
        }
    }
}
