/** The program: wiring by hand, and the command line. */
@NullMarked
package dev.fairlead.server;

import org.jspecify.annotations.NullMarked;
