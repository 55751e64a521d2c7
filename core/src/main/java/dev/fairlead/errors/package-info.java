/** What goes wrong for a reason that a user can mend. */
@NullMarked
package dev.fairlead.errors;

import org.jspecify.annotations.NullMarked;
