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
    /** @param position just after the event */
    public record Told(Erasure event, Position position) {}

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
        return "1";
    }

    @Override
    public void accept(Logged logged) {
        if (logged.event() instanceof Erasure erasure) {
            Erasure nameless = new Erasure(erasure.id(), erasure.time(), "", erasure.digest());
            told.add(new Told(nameless, Position.START.with(logged.partition(), logged.offset())));
        }
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeInt(told.size());
        for (Told one : told) {
            out.writeUTF(one.event.id());
            out.writeLong(one.event.time());
            out.writeUTF(one.event.digest());
            out.writeUTF(one.position.toString());
        }
    }

    @Override
    public void load(DataInput in) throws IOException {
        for (int left = in.readInt(); left > 0; left--) {
            Erasure event = new Erasure(in.readUTF(), in.readLong(), "", in.readUTF());
            told.add(new Told(event, Position.parse(in.readUTF())));
        }
    }
}
