package dev.fairlead.launch;

import dev.fairlead.log.Logged;
import dev.fairlead.log.State;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Launches and their exposures: one state, since the second reads the first. */
public record LaunchState(Launches launches, Exposures exposures) implements State {
    /** Of the snapshot's section. */
    public static final String NAME = "launches";

    /** @param format of conditions and of what SDKs get */
    public static LaunchState create(FlagFormat format) {
        Launches launches = new Launches(format);
        return new LaunchState(launches, new Exposures(launches));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String layout() {
        return "2";
    }

    @Override
    public void accept(Logged logged) {
        launches.accept(logged);
        exposures.accept(logged);
    }

    @Override
    public void save(DataOutput out) throws IOException {
        launches.save(out);
        exposures.save(out);
    }

    @Override
    public void load(DataInput in) throws IOException {
        launches.load(in);
        exposures.load(in);
    }
}
