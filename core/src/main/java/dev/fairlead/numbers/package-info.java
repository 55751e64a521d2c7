/** Configuration: parameters that an app declares once, and the values that they have. */
@NullMarked
package dev.fairlead.numbers;

import org.jspecify.annotations.NullMarked;
