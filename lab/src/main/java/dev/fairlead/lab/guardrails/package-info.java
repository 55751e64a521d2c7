/** How often a launch's watch takes back what does no harm, and how soon what does, beside two rules that others use. */
@NullMarked
package dev.fairlead.lab.guardrails;

import org.jspecify.annotations.NullMarked;
