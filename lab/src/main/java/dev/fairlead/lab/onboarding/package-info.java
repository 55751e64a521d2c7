/** Experiments on simulated onboarding whose true effects are known. */
@NullMarked
package dev.fairlead.lab.onboarding;

import org.jspecify.annotations.NullMarked;
