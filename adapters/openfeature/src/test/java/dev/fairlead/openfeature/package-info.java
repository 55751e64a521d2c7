@NullMarked
package dev.fairlead.openfeature;

import org.jspecify.annotations.NullMarked;
