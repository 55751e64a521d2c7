/** Tests that may be read while data come in: group-sequential boundaries and always-valid inference. */
@NullMarked
package dev.fairlead.experiment.sequential;

import org.jspecify.annotations.NullMarked;
