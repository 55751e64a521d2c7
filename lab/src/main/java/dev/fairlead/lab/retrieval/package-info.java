/** Studies of candidate retrieval. */
@NullMarked
package dev.fairlead.lab.retrieval;

import org.jspecify.annotations.NullMarked;
