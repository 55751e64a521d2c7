package dev.fairlead.bench;

import dev.fairlead.retrieval.Vectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.IntPoint;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.store.MMapDirectory;

/** Lucene's HNSW graph with its defaults (16 neighbours, beam 100), merged into one segment, in files. */
final class LuceneVectors implements VectorPeer {
    private static final String FIELD = "vector";
    private static final String PASSED = "passed";

    private final Path folder;
    private final MMapDirectory directory;
    private final DirectoryReader reader;
    private final IndexSearcher searcher;
    private final double width;

    private LuceneVectors(Path folder, MMapDirectory directory, DirectoryReader reader, double width) {
        this.folder = folder;
        this.directory = directory;
        this.reader = reader;
        this.searcher = new IndexSearcher(reader);
        this.width = width;
    }

    static LuceneVectors build(Vectors vectors) throws IOException {
        Path folder = Files.createTempDirectory("fairlead-lucene");
        MMapDirectory directory = new MMapDirectory(folder);
        try (IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig().setRAMBufferSizeMB(1_024))) {
            int d = vectors.dimensions();
            for (int id = 0; id < vectors.size(); id++) {
                Document document = new Document();
                document.add(new KnnFloatVectorField(
                        FIELD,
                        Arrays.copyOfRange(vectors.values(), id * d, (id + 1) * d),
                        VectorSimilarityFunction.MAXIMUM_INNER_PRODUCT));
                document.add(new IntPoint(PASSED, id % PASSES));
                writer.addDocument(document);
            }
            writer.forceMerge(1);
        }
        return new LuceneVectors(folder, directory, DirectoryReader.open(directory), 1);
    }

    /** With so many candidates kept for each that is wanted. */
    LuceneVectors withWidth(double other) {
        return new LuceneVectors(folder, directory, reader, other);
    }

    @Override
    public int[] search(float[] query, int k, boolean filtered) throws IOException {
        int candidates = (int) (width * k);
        KnnFloatVectorQuery knn = filtered
                ? new KnnFloatVectorQuery(FIELD, query, candidates, IntPoint.newExactQuery(PASSED, 0))
                : new KnnFloatVectorQuery(FIELD, query, candidates);
        ScoreDoc[] found = searcher.search(knn, k).scoreDocs;
        return Stream.of(found).mapToInt(one -> one.doc).toArray(); // documents are numbered as they were added
    }

    @Override
    public long bytes() {
        try (Stream<Path> files = Files.list(folder)) {
            long bytes = 0;
            for (Path file : files.toList()) {
                bytes += Files.size(file);
            }
            return bytes;
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public void close() throws IOException {
        reader.close();
        directory.close();
        List<Path> all;
        try (Stream<Path> files = Files.walk(folder)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : all) {
            Files.delete(file);
        }
    }
}
