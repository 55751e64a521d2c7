@NullMarked
package dev.fairlead.lightgbm;

import org.jspecify.annotations.NullMarked;
