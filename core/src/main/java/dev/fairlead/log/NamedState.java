package dev.fairlead.log;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/** A state under another name: of several states of one class, each has its own section of the snapshot. */
public record NamedState(String name, State state) implements State {
    @Override
    public String layout() {
        return state.layout();
    }

    @Override
    public void expect(List<Logged> next) {
        state.expect(next);
    }

    @Override
    public void accept(Logged logged) {
        state.accept(logged);
    }

    @Override
    public void save(DataOutput out) throws IOException {
        state.save(out);
    }

    @Override
    public void saved() {
        state.saved();
    }

    @Override
    public void load(DataInput in) throws IOException {
        state.load(in);
    }
}
