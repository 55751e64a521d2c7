/** Training rows, baselines, calibration and models that put candidates in order. */
@NullMarked
package dev.fairlead.ranking;

import org.jspecify.annotations.NullMarked;
