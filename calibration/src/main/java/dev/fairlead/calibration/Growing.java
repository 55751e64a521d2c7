package dev.fairlead.calibration;

import java.util.random.RandomGenerator;

/** Data of an experiment without effect, which come in look by look. */
interface Growing {
    /** One more part of the units: so many of each look. */
    void grow(RandomGenerator random);
}
