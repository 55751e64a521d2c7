/** Events as JSON: reading, the canonical encoding, and JSON Lines. */
@NullMarked
package dev.fairlead.json;

import org.jspecify.annotations.NullMarked;
