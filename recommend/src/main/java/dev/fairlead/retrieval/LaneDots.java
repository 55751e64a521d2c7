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
    public float of(float[] x, int fromX, float[] y, int fromY, int length) {
        int whole = length & -8;
        FloatVector sums = FloatVector.zero(LANES);
        for (int j = 0; j < whole; j += 8) {
            sums = FloatVector.fromArray(LANES, x, fromX + j).fma(FloatVector.fromArray(LANES, y, fromY + j), sums);
        }
        float sum = ((sums.lane(0) + sums.lane(4)) + (sums.lane(2) + sums.lane(6)))
                + ((sums.lane(1) + sums.lane(5)) + (sums.lane(3) + sums.lane(7)));
        for (int j = whole; j < length; j++) {
            sum = Math.fma(x[fromX + j], y[fromY + j], sum);
        }
        return sum;
    }
}
