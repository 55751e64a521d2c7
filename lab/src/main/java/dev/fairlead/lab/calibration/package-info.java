/** Error rates of the statistical methods, measured. */
@NullMarked
package dev.fairlead.lab.calibration;

import org.jspecify.annotations.NullMarked;
