package dev.fairlead.privacy;

import dev.fairlead.events.Erasure;
import dev.fairlead.log.Logged;
import dev.fairlead.log.Position;
import dev.fairlead.log.State;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The erasures that the log tells of, wherever it came from, without whom they are about: what a node has not finished yet it has to do. */
public final class Erasures implements State {
    /**
     * An erasure without whom it is about.
     *
     * @param event id of the event
     * @param position just after the event
     */
    public record Told(String event, String digest, Position position) {}

    private final List<Told> told = new CopyOnWriteArrayList<>();

    /** In the order of the log. */
    public List<Told> told() {
        return List.copyOf(told);
    }

    @Override
    public String name() {
        return "erasures";
    }

    @Override
    public String layout() {
        return "2";
    }

    @Override
    public void accept(Logged logged) {
        if (logged.event() instanceof Erasure erasure) {
            told.add(new Told(erasure.id(), erasure.digest(), logged.position()));
        }
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeInt(told.size());
        for (Told one : told) {
            out.writeUTF(one.event);
            out.writeUTF(one.digest);
            out.writeUTF(one.position.toString());
        }
    }

    @Override
    public void load(DataInput in) throws IOException {
        for (int left = in.readInt(); left > 0; left--) {
            told.add(new Told(in.readUTF(), in.readUTF(), Position.parse(in.readUTF())));
        }
    }
}
