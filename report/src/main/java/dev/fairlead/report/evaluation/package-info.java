/** An evaluation for people: tables on a console, a page with charts. */
@NullMarked
package dev.fairlead.report.evaluation;

import org.jspecify.annotations.NullMarked;
