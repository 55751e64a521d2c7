package dev.fairlead.log;

import dev.fairlead.events.Event;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A state for tests: the ids that it took, in order. It fails for the ids that it is told to. */
final class Sum implements State {
    /** With an {@link Error}, as when memory or stack run out. */
    static final String ENDS = "ends";

    private final String name;
    private final String layout;
    private final List<String> taken = new ArrayList<>();
    final Set<String> poison = new HashSet<>();

    /** Taken before it fails, as a state must not. */
    final Set<String> half = new HashSet<>();

    /** Whether there is memory for what it saves. */
    volatile boolean room = true;

    Sum(String name, String layout, String... poison) {
        this.name = name;
        this.layout = layout;
        this.poison.addAll(List.of(poison));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String layout() {
        return layout;
    }

    @Override
    public void accept(Logged logged) {
        Event event = logged.event();
        if (event.id().startsWith(ENDS)) {
            throw new OutOfMemoryError("in a test");
        }
        if (poison.contains(event.id())) {
            throw new IllegalArgumentException(name + " cannot take " + event.id());
        }
        taken.add(event.id());
        if (half.contains(event.id())) {
            throw new IllegalStateException(name + " fails after it took " + event.id());
        }
    }

    List<String> taken() {
        return List.copyOf(taken);
    }

    @Override
    public void save(DataOutput out) throws IOException {
        if (!room) {
            throw new OutOfMemoryError("in a test");
        }
        out.writeInt(taken.size());
        for (String id : taken) {
            out.writeUTF(id);
        }
    }

    @Override
    public void load(DataInput in) throws IOException {
        for (int left = in.readInt(); left > 0; left--) {
            taken.add(in.readUTF());
        }
    }
}
