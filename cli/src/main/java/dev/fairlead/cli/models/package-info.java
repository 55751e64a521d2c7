/** Commands that train models and keep them. */
@NullMarked
package dev.fairlead.cli.models;

import org.jspecify.annotations.NullMarked;
