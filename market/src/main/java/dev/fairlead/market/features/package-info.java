/** What is known of a marketplace's items and users, and the features made of it. */
@NullMarked
package dev.fairlead.market.features;

import org.jspecify.annotations.NullMarked;
