/** A product of the tests: a radio that asks what to play. Core knows no product, so its tests bring one of their own. */
@NullMarked
package dev.fairlead.radio;

import org.jspecify.annotations.NullMarked;
