/** The data folder of a server that runs, worked on through its HTTP API. */
@NullMarked
package dev.fairlead.cli.remote;

import org.jspecify.annotations.NullMarked;
