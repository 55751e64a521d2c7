package dev.fairlead.launch;

import dev.fairlead.events.LaunchNote;
import dev.fairlead.log.Fold;
import dev.fairlead.log.Logged;
import dev.fairlead.log.Saved;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was found out about launches before they started and after they ended: the fold over their notes. */
public final class LaunchNotes implements Fold, Saved {
    private final List<LaunchNote> notes = new ArrayList<>();

    @Override
    public synchronized void accept(Logged logged) {
        if (logged.event() instanceof LaunchNote note) {
            notes.add(note);
        }
    }

    /** The last note of a kind of the plan with this hash. */
    synchronized Optional<LaunchNote> last(String plan, String kind) {
        return notes.stream()
                .filter(note -> note.plan().equals(plan) && note.kind().equals(kind))
                .reduce((_, last) -> last);
    }

    /** The last note of a kind of each plan. */
    synchronized List<LaunchNote> all(String kind) {
        return notes.stream()
                .filter(note -> note.kind().equals(kind)
                        && last(note.plan(), kind).filter(note::equals).isPresent())
                .toList();
    }

    @Override
    public synchronized void save(DataOutput out) throws IOException {
        out.writeInt(notes.size());
        for (LaunchNote note : notes) {
            Texts.write(out, note.id());
            out.writeLong(note.time());
            for (String text :
                    List.of(note.launch(), note.plan(), note.kind(), note.by(), note.text(), note.content())) {
                Texts.write(out, text);
            }
        }
    }

    @Override
    public synchronized void load(DataInput in) throws IOException {
        for (int n = in.readInt(); n > 0; n--) {
            notes.add(new LaunchNote(
                    Texts.read(in),
                    in.readLong(),
                    Texts.read(in),
                    Texts.read(in),
                    Texts.read(in),
                    Texts.read(in),
                    Texts.read(in),
                    Texts.read(in)));
        }
    }
}
