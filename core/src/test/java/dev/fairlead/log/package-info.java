@NullMarked
package dev.fairlead.log;

import org.jspecify.annotations.NullMarked;
