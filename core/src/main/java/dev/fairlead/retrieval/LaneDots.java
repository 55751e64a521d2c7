package dev.fairlead.retrieval;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Eight lanes of 256 bits, the same on every machine that has them, so that scores do not depend on the machine: what each lane adds,
 * and in which order the lanes are added, is as in {@link PlainDots}.
 */
final class LaneDots implements Dots {
    private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_256;

    private LaneDots() {}

    static Dots orPlain() {
        return FloatVector.SPECIES_PREFERRED.vectorBitSize() >= LANES.vectorBitSize()
                ? new LaneDots()
                : new PlainDots();
    }

    @Override
    public void of(float[] query, float[] rows, int from, int count, float[] out) {
        int width = query.length;
        int whole = width & -8;
        float[] lanes = new float[8];
        for (int i = 0; i < count; i++) {
            int at = (from + i) * width;
            FloatVector sums = FloatVector.zero(LANES);
            for (int j = 0; j < whole; j += 8) {
                sums = FloatVector.fromArray(LANES, query, j).fma(FloatVector.fromArray(LANES, rows, at + j), sums);
            }
            sums.intoArray(lanes, 0);
            float sum =
                    ((lanes[0] + lanes[4]) + (lanes[2] + lanes[6])) + ((lanes[1] + lanes[5]) + (lanes[3] + lanes[7]));
            for (int j = whole; j < width; j++) {
                sum = Math.fma(query[j], rows[at + j], sum);
            }
            out[i] = sum;
        }
    }
}
