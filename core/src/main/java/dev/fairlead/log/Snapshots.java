package dev.fairlead.log;

import java.io.DataInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The states of a node in a file, so that a restart need not replay the whole log. A snapshot is only a short cut: a section that is
 * missing, damaged or of another layout costs time, not data.
 */
public final class Snapshots {
    private static final long MAGIC = 0x666c5f736e617038L; // "fl_snap8"

    private final Path file;

    /** @param folder where the snapshot lives, as {@code state.snapshot} */
    public Snapshots(Path folder) {
        this.file = folder.resolve("state.snapshot");
    }

    /** Deletes the snapshot: the next start replays the whole log. */
    public void delete() throws IOException {
        Files.deleteIfExists(file);
    }

    /** A state at the position that it has applied. */
    public record Placed(State state, Position position) {}

    /** What states were at one moment, in memory until it is closed. */
    public static final class Taken implements AutoCloseable {
        private final List<Placed> states;
        private final SnapshotRoom room;
        private final List<SnapshotBytes> contents = new ArrayList<>();

        private Taken(List<Placed> states, SnapshotRoom room) {
            this.states = states;
            this.room = room;
        }

        /** How much it is, in bytes. */
        public long bytes() {
            return contents.stream().mapToLong(SnapshotBytes::size).sum();
        }

        @Override
        public void close() {
            room.close();
        }
    }

    /**
     * Takes down what states are now. Nothing may be applied to them meanwhile.
     *
     * @param room is closed with what is returned, or when this fails
     */
    static Taken take(List<Placed> states, SnapshotRoom room) throws IOException {
        Taken taken = new Taken(List.copyOf(states), room);
        try {
            for (Placed one : states) {
                SnapshotBytes content = new SnapshotBytes(room);
                one.state().save(content);
                taken.contents.add(content);
            }
            return taken;
        } catch (Throwable e) { // also an Error: for want of memory
            taken.close();
            throw e;
        }
    }

    /** Takes down what states are, and writes it. */
    public void save(List<Placed> states) throws IOException {
        try (Taken taken = take(states, new SnapshotRoom(0))) {
            write(taken);
        }
    }

    /** Writes beside the old snapshot, forces it to disk, then puts it in the old one's place. One at a time, of those taken the later last. */
    public void write(Taken taken) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            write(taken, fresh);
        } catch (IOException e) {
            Files.deleteIfExists(fresh); // on a full disk half a snapshot would take what little room there is
            throw e;
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        taken.states.forEach(one -> one.state().saved());
    }

    private static void write(Taken taken, Path fresh) throws IOException {
        try (RandomAccessFile out = new RandomAccessFile(fresh.toFile(), "rw")) {
            out.setLength(0);
            out.writeLong(MAGIC);
            for (int i = 0; i < taken.states.size(); i++) {
                SnapshotSection.write(out, taken.states.get(i), taken.contents.get(i));
            }
            out.getFD().sync();
        }
    }

    /**
     * What was found.
     *
     * @param states filled from the snapshot as far as it holds them
     * @param positions of the states, by name; a state that the snapshot does not hold is at the start
     * @param problems why a section that is there was not used, a sentence each
     */
    public record Restored<T>(T states, Map<String, Position> positions, List<String> problems) {
        public Position position(State state) {
            return positions.getOrDefault(state.name(), Position.START);
        }
    }

    /**
     * States as of the snapshot. A section that its state cannot read after all leaves that state half filled; then all are made anew,
     * without it.
     *
     * @param fresh makes empty states
     * @param states all states among what {@code fresh} makes
     * @param end of the log: a section that is ahead of it belongs to another log, one that was lost, or put back from a backup
     * @param without names of states that are to be replayed from the log's start
     */
    public <T> Restored<T> restore(
            Supplier<T> fresh, Function<T, List<State>> states, Position end, Set<String> without) {
        List<String> problems = new ArrayList<>();
        Map<String, SnapshotSection> found = sections(problems);
        Set<String> unusable = new HashSet<>(without);
        while (true) {
            T made = fresh.get();
            Map<String, Position> positions = new HashMap<>();
            if (states.apply(made).stream().allMatch(state -> fill(state, found, end, unusable, positions, problems))) {
                return new Restored<>(made, Map.copyOf(positions), List.copyOf(problems));
            }
        }
    }

    /** @return false if the state is half filled */
    private boolean fill(
            State state,
            Map<String, SnapshotSection> found,
            Position end,
            Set<String> unusable,
            Map<String, Position> positions,
            List<String> problems) {
        SnapshotSection section = found.get(state.name());
        if (section == null || unusable.contains(state.name())) {
            return true;
        }
        String problem = section.problem(file, state, end);
        if (problem.isEmpty()) {
            try (DataInputStream in = section.open(file)) {
                state.load(in);
                positions.put(state.name(), section.position());
                return true;
            } catch (IOException | RuntimeException e) { // lengths that are nonsense throw all sorts
                problem = "it cannot be read: " + e.getMessage();
            }
            unusable.add(state.name());
            problems.add(problem(state.name(), problem));
            return false;
        }
        unusable.add(state.name());
        problems.add(problem(state.name(), problem));
        return true;
    }

    private String problem(String section, String why) {
        return "section '" + section + "' of " + file + " is not used, and the log is replayed from its start for it: "
                + why;
    }

    private Map<String, SnapshotSection> sections(List<String> problems) {
        Map<String, SnapshotSection> found = new HashMap<>();
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            if (in.readLong() != MAGIC) {
                throw new IOException("it is no snapshot of this version");
            }
            while (in.getFilePointer() < in.length()) {
                SnapshotSection section = SnapshotSection.header(in);
                found.put(section.name(), section);
            }
        } catch (FileNotFoundException _) {
            // The first start: nothing to say.
        } catch (IOException | RuntimeException e) {
            problems.add("the rest of " + file
                    + " is not used, and the log is replayed from its start for what it held: " + e.getMessage());
        }
        return found;
    }
}
