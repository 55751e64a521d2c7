/** Finding a few hundred candidates among all items: embeddings, other sources, and how they are mixed. */
@NullMarked
package dev.fairlead.retrieval;

import org.jspecify.annotations.NullMarked;
