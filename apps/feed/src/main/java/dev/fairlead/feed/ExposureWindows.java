package dev.fairlead.feed;

import dev.fairlead.log.Saved;
import dev.fairlead.policy.ExposureWindow;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The last slates of each arm: what one arm shows must not pay for what another does not. */
public final class ExposureWindows implements Saved {
    private final Supplier<ExposureWindow> empty;
    private final Map<String, ExposureWindow> byArm = new ConcurrentHashMap<>();

    ExposureWindows(Supplier<ExposureWindow> empty) {
        this.empty = empty;
    }

    /** @param arm launch and arm; the empty text outside a launch */
    ExposureWindow of(String arm) {
        return byArm.computeIfAbsent(arm, _ -> empty.get());
    }

    /** By arm. */
    public Map<String, ExposureWindow> all() {
        return new TreeMap<>(byArm);
    }

    @Override
    public void save(DataOutput out) throws IOException {
        Map<String, ExposureWindow> now = all();
        out.writeInt(now.size());
        for (Map.Entry<String, ExposureWindow> arm : now.entrySet()) {
            out.writeUTF(arm.getKey());
            arm.getValue().save(out);
        }
    }

    @Override
    public void load(DataInput in) throws IOException {
        for (int left = in.readInt(); left > 0; left--) {
            of(in.readUTF()).load(in);
        }
    }
}
