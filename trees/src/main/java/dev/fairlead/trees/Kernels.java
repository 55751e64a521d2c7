package dev.fairlead.trees;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** The ways to score one model that this machine and the model allow, built when first asked for. */
final class Kernels {
    /** Everything that names the Vector API stays out of sight where the module is not there. */
    static final boolean VECTORS =
            ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();

    private final Model model;
    private final Bins bins;
    private final Walk walk;
    private final Runner walkRunner;
    private final Contributions contributions;
    private final Map<Kernel, Runner> runners = new EnumMap<>(Kernel.class);

    Kernels(Model model) {
        this.model = model;
        bins = BinsBuilder.build(model);
        walk = new Walk(model, bins);
        walkRunner = new Runner(model, bins, new BinarySearch(), walk);
        runners.put(Kernel.WALK, walkRunner);
        contributions = new Contributions(model, bins, VECTORS ? new LanePathSums() : new PlainPathSums());
    }

    Bins bins() {
        return bins;
    }

    Contributions contributions() {
        return contributions;
    }

    void leaves(float[] rows, int count, int[] out) {
        walkRunner.leaves(walk, rows, count, out);
    }

    void leaves(double[] rows, int count, int[] out) {
        walkRunner.leaves(walk, rows, count, out);
    }

    boolean supports(Kernel kernel) {
        return switch (kernel) {
            case WALK -> true;
            case ROWS -> VECTORS && Moves.fit(bins);
            case TREES -> VECTORS && Moves.fit(bins) && TreeLanes.fits(bins);
        };
    }

    /** @throws IllegalStateException if the machine or the model does not allow it */
    synchronized Runner runner(Kernel kernel) {
        if (!supports(kernel)) {
            throw new IllegalStateException("kernel " + kernel + " cannot run this model here: "
                    + (VECTORS
                            ? "it has trees of more than 256 leaves, linear leaves or too many columns"
                            : "start Java with --add-modules jdk.incubator.vector"));
        }
        if (!runners.containsKey(kernel)) {
            Moves moves = Moves.of(bins.trees());
            runners.put(
                    kernel,
                    kernel == Kernel.ROWS
                            ? new Runner(model, bins, rowSearch(), new RowLanes(model, bins, moves))
                            : new Runner(model, bins, new VectorSearch(), new TreeLanes(model, bins, moves)));
        }
        return Objects.requireNonNull(runners.get(kernel));
    }

    private BinSearch rowSearch() {
        return LaneSearch.SUPPORTED ? new LaneSearch(bins.cuts()) : new VectorSearch();
    }
}
