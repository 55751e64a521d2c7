/** The marketplace's home feed: its features, its numbers, its pipeline and its training. */
@NullMarked
package dev.fairlead.feed;

import org.jspecify.annotations.NullMarked;
