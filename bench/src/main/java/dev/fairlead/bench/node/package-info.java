/** A node under load: ingest, decisions, memory. */
@NullMarked
package dev.fairlead.bench.node;

import org.jspecify.annotations.NullMarked;
