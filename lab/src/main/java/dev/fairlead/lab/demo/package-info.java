/** The whole loop on a small simulated market. */
@NullMarked
package dev.fairlead.lab.demo;

import org.jspecify.annotations.NullMarked;
