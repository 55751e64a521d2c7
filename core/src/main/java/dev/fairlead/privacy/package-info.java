/** Erasing persons from a node: what is asked, what is done, and what there is to tell of it. */
@NullMarked
package dev.fairlead.privacy;

import org.jspecify.annotations.NullMarked;
