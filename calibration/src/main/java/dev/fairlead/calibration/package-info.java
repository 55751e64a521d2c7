/** Simulated experiments whose truth is known: how often every test rejects, and how often every interval covers. */
@NullMarked
package dev.fairlead.calibration;

import org.jspecify.annotations.NullMarked;
