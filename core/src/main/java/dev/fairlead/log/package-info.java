/** The durable, append-only log that is the only source of truth. */
@NullMarked
package dev.fairlead.log;

import org.jspecify.annotations.NullMarked;
