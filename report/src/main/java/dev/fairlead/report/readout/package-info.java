/** An experiment's readout for people and for machines: text, rows of JSON, a page. */
@NullMarked
package dev.fairlead.report.readout;

import org.jspecify.annotations.NullMarked;
