/** Bad releases in simulated markets: how soon a launch's watch takes them back. */
@NullMarked
package dev.fairlead.lab.withdrawal;

import org.jspecify.annotations.NullMarked;
