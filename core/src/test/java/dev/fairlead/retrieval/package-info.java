/** Tests of retrieval. */
@NullMarked
package dev.fairlead.retrieval;

import org.jspecify.annotations.NullMarked;
