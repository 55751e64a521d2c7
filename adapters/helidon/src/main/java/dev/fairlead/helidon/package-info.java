/** The HTTP API: events in, decisions out, and what an operator wants to know. */
@NullMarked
package dev.fairlead.helidon;

import org.jspecify.annotations.NullMarked;
