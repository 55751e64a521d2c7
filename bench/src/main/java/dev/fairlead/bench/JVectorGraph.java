package dev.fairlead.bench;

import dev.fairlead.retrieval.Vectors;
import io.github.jbellis.jvector.graph.GraphIndexBuilder;
import io.github.jbellis.jvector.graph.GraphSearcher;
import io.github.jbellis.jvector.graph.ImmutableGraphIndex;
import io.github.jbellis.jvector.graph.ListRandomAccessVectorValues;
import io.github.jbellis.jvector.graph.RandomAccessVectorValues;
import io.github.jbellis.jvector.graph.SearchResult;
import io.github.jbellis.jvector.graph.similarity.BuildScoreProvider;
import io.github.jbellis.jvector.graph.similarity.DefaultSearchScoreProvider;
import io.github.jbellis.jvector.util.Bits;
import io.github.jbellis.jvector.vector.VectorSimilarityFunction;
import io.github.jbellis.jvector.vector.VectorizationProvider;
import io.github.jbellis.jvector.vector.types.VectorFloat;
import io.github.jbellis.jvector.vector.types.VectorTypeSupport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * JVector's Vamana graph (32 neighbours, beam 100). Its inner product is for vectors of length 1, so each gets one component more that
 * makes all of one length (Bachrach et al. 2014, section 3.1); a query has 0 there.
 */
final class JVectorGraph implements VectorPeer {
    private static final VectorTypeSupport TYPES =
            VectorizationProvider.getInstance().getVectorTypeSupport();

    private final RandomAccessVectorValues values;
    private final ImmutableGraphIndex graph;
    private final GraphSearcher searcher;
    private final double width;

    private JVectorGraph(RandomAccessVectorValues values, ImmutableGraphIndex graph, double width) {
        this.values = values;
        this.graph = graph;
        this.searcher = new GraphSearcher(graph);
        this.width = width;
    }

    static JVectorGraph build(Vectors vectors) throws IOException {
        int d = vectors.dimensions();
        double longest = 0;
        double[] squares = new double[vectors.size()];
        for (int i = 0; i < squares.length; i++) {
            for (int j = 0; j < d; j++) {
                squares[i] += (double) vectors.values()[i * d + j] * vectors.values()[i * d + j];
            }
            longest = Math.max(longest, squares[i]);
        }
        List<VectorFloat<?>> lengthened = new ArrayList<>(squares.length);
        for (int i = 0; i < squares.length; i++) {
            float[] one = new float[d + 1];
            for (int j = 0; j < d; j++) {
                one[j] = (float) (vectors.values()[i * d + j] / Math.sqrt(longest));
            }
            one[d] = (float) Math.sqrt(Math.max(0, 1 - squares[i] / longest));
            lengthened.add(TYPES.createFloatVector(one));
        }
        RandomAccessVectorValues values = new ListRandomAccessVectorValues(lengthened, d + 1);
        BuildScoreProvider scores =
                BuildScoreProvider.randomAccessScoreProvider(values, VectorSimilarityFunction.DOT_PRODUCT);
        try (GraphIndexBuilder builder = GraphIndexBuilder.builder(scores, d + 1, List.of(32))
                .withBeamWidth(100)
                .withNeighborOverflow(1.2f)
                .withAlpha(1.2f)
                .build()) {
            return new JVectorGraph(values, builder.build(values), 1);
        }
    }

    /** With so many candidates kept for each that is wanted. */
    JVectorGraph withWidth(double other) {
        return new JVectorGraph(values, graph, other);
    }

    @Override
    public int[] search(float[] query, int k, boolean filtered) {
        float[] lengthened = new float[query.length + 1];
        double square = 0;
        for (float one : query) {
            square += (double) one * one;
        }
        for (int d = 0; d < query.length; d++) {
            lengthened[d] = (float) (query[d] / Math.sqrt(square));
        }
        SearchResult found = searcher.search(
                DefaultSearchScoreProvider.exact(
                        TYPES.createFloatVector(lengthened), VectorSimilarityFunction.DOT_PRODUCT, values),
                k,
                (int) (width * k),
                0f,
                0f,
                filtered ? id -> id % PASSES == 0 : Bits.ALL);
        return Stream.of(found.getNodes()).mapToInt(one -> one.node).toArray();
    }

    @Override
    public long bytes() {
        return graph.ramBytesUsed() + 4L * values.size() * values.dimension();
    }

    @Override
    public void close() throws IOException {
        graph.close();
    }
}
