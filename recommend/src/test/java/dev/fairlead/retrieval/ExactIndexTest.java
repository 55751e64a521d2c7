package dev.fairlead.retrieval;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import org.junit.jupiter.api.Test;

class ExactIndexTest extends VectorIndexContract {
    @Override
    protected double recall() {
        return 1;
    }

    @Override
    protected VectorIndex index(Vectors vectors) {
        return new ExactIndex(vectors);
    }

    /** The build starts Java with the module, so lanes are there where the processor has them: equal to the last bit. */
    @Test
    void lanesAddAsPlainOnesDo() {
        for (int width : new int[] {1, 7, 8, 24, 31, 64, 67}) {
            Vectors vectors = vectors(width, 300, width);
            float[] query = query(9, width);
            float[] lanes = new float[200];
            float[] plain = new float[200];
            LaneDots.orPlain().of(query, vectors.values(), 50, 200, lanes);
            new PlainDots().of(query, vectors.values(), 50, 200, plain);
            assertArrayEquals(plain, lanes, 0f);
        }
    }

    @Test
    void equalScoresAreInOrderOfTheirIds() {
        Vectors equal = new Vectors(1, new int[] {5, 3, 9, 1, 7}, new float[] {1, 1, 2, 1, 0});
        assertArrayEquals(
                new int[] {9, 1, 3},
                new ExactIndex(equal).search(new float[] {1}, 3, _ -> true).ids());
    }

    @Test
    void theFactoryChoosesBySize() {
        IndexFactory other = (vectors, _) -> new LiveIndexTest.Broken(vectors);
        assertInstanceOf(ExactIndex.class, other.from(10).build(vectors(1, 9, 4), _ -> {}));
        assertInstanceOf(LiveIndexTest.Broken.class, other.from(10).build(vectors(1, 10, 4), _ -> {}));
    }
}
