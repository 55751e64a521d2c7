package dev.fairlead.launch;

import dev.fairlead.log.Logged;
import dev.fairlead.log.State;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Launches, their exposures, what is watched of them and what was found out: one state, since each reads those before it. */
public record LaunchState(Launches launches, Exposures exposures, LaunchWatches watches, LaunchNotes notes)
        implements State {
    /** Of the snapshot's section. */
    public static final String NAME = "launches";

    /** @param format of conditions and of what SDKs get */
    public static LaunchState create(FlagFormat format, Vocabulary vocabulary) {
        Launches launches = new Launches(format);
        Exposures exposures = new Exposures(launches);
        return new LaunchState(
                launches, exposures, new LaunchWatches(launches, exposures, vocabulary), new LaunchNotes());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String layout() {
        return "5";
    }

    @Override
    public void accept(Logged logged) {
        launches.accept(logged);
        exposures.accept(logged);
        watches.accept(logged);
        notes.accept(logged);
    }

    @Override
    public void save(DataOutput out) throws IOException {
        launches.save(out);
        exposures.save(out);
        watches.save(out);
        notes.save(out);
    }

    @Override
    public void load(DataInput in) throws IOException {
        launches.load(in);
        exposures.load(in);
        watches.load(in);
        notes.load(in);
    }
}
