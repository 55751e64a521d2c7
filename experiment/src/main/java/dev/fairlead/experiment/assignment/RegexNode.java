package dev.fairlead.experiment.assignment;

import java.util.List;

/** A part of a regular expression. */
sealed interface RegexNode {
    /** What holds at a place between characters. */
    enum Anchor implements RegexNode {
        START,
        END,
        WORD_BOUNDARY,
        NO_WORD_BOUNDARY
    }

    record One(CharacterSet set) implements RegexNode {}

    record Sequence(List<RegexNode> parts) implements RegexNode {}

    record Choice(List<RegexNode> options) implements RegexNode {}

    /** @param most times; {@link #NO_LIMIT} if there is no limit */
    record Repeat(RegexNode part, int least, int most) implements RegexNode {
        static final int NO_LIMIT = Integer.MAX_VALUE;
    }

    record Look(RegexNode part, boolean behind, boolean negative) implements RegexNode {}
}
