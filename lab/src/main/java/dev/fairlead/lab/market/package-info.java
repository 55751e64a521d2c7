/** Studies in closed loop: a feed and a simulated market that answer each other. */
@NullMarked
package dev.fairlead.lab.market;

import org.jspecify.annotations.NullMarked;
