/** Tests of the HTTP API against a real server. */
@NullMarked
package dev.fairlead.helidon;

import org.jspecify.annotations.NullMarked;
