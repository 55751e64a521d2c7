/** Commands that print what the schemas of events and apps say. */
@NullMarked
package dev.fairlead.cli.schema;

import org.jspecify.annotations.NullMarked;
