/** Learning from a log: what trainers read, how models are calibrated and measured, and what a learner makes. */
@NullMarked
package dev.fairlead.learn;

import org.jspecify.annotations.NullMarked;
