package dev.fairlead.feed;

import dev.fairlead.decide.Decision;
import dev.fairlead.decide.Served;
import dev.fairlead.log.Logged;
import dev.fairlead.log.State;
import dev.fairlead.policy.ExposureHistory;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The last slates of each arm, as far as the log was read: what one arm shows must not pay for what another does not. A decision counts
 * when it is applied, so that those which are under way at one time read the same slates.
 */
public final class ExposureWindows implements State {
    /** Of an arm that has shown nothing. Nothing is recorded there. */
    private static final ExposureHistory NONE = new ExposureHistory();

    private final Map<String, ExposureHistory> byArm = new ConcurrentHashMap<>();

    @Override
    public String name() {
        return "feed.exposure";
    }

    @Override
    public String layout() {
        return "1";
    }

    @Override
    public void accept(Logged logged) {
        if (logged.event() instanceof Decision decision && decision.app().equals(FeedApp.NAME)) {
            ShownSlate.of(decision)
                    .ifPresent(slate -> slate.count(
                            byArm.computeIfAbsent(Served.key(decision.arms()), _ -> new ExposureHistory())));
        }
    }

    /** @param arm launches and arms, {@link Served#key}; the empty text outside of launches */
    public ExposureHistory of(String arm) {
        return byArm.getOrDefault(arm, NONE);
    }

    /** By arm. */
    public Map<String, ExposureHistory> all() {
        return new TreeMap<>(byArm);
    }

    @Override
    public void save(DataOutput out) throws IOException {
        Map<String, ExposureHistory> now = all();
        out.writeInt(now.size());
        for (Map.Entry<String, ExposureHistory> arm : now.entrySet()) {
            out.writeUTF(arm.getKey());
            arm.getValue().save(out);
        }
    }

    @Override
    public void load(DataInput in) throws IOException {
        for (int left = in.readInt(); left > 0; left--) {
            ExposureHistory history = new ExposureHistory();
            byArm.put(in.readUTF(), history);
            history.load(in);
        }
    }
}
