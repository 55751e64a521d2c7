/** Training of gradient-boosted trees with the native LightGBM library. */
@NullMarked
package dev.fairlead.lightgbm;

import org.jspecify.annotations.NullMarked;
