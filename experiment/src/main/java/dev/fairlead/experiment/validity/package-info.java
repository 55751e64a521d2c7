/** What must hold before a result may be read. */
@NullMarked
package dev.fairlead.experiment.validity;

import org.jspecify.annotations.NullMarked;
