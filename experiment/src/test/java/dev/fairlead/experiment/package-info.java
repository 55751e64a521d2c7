@NullMarked
package dev.fairlead.experiment;

import org.jspecify.annotations.NullMarked;
