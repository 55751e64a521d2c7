/** Offline evaluation of ranking policies: measures with intervals by user, a console table and an HTML report. */
@NullMarked
package dev.fairlead.evaluate;

import org.jspecify.annotations.NullMarked;
