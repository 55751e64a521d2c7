/** What every page and table is made of: markup, a style sheet, axes and charts, numbers and names as people read them. */
@NullMarked
package dev.fairlead.report;

import org.jspecify.annotations.NullMarked;
