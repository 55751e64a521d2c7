/** The first session of a new user: which steps are shown, and whether the user is activated within seven days. */
@NullMarked
package dev.fairlead.onboarding;

import org.jspecify.annotations.NullMarked;
