/** Finds candidates in a large catalogue: towers that turn users and items into vectors, indexes over them, and folds that count. */
@NullMarked
package dev.fairlead.retrieval;

import org.jspecify.annotations.NullMarked;
