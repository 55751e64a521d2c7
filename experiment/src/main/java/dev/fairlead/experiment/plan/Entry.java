package dev.fairlead.experiment.plan;

import java.time.Instant;
import java.util.List;

/** Something that happened to a launch, and who answers for it. */
public sealed interface Entry {
    Instant at();

    /** Who did it. */
    String by();

    /** The plan was locked: always the first entry, and only that. */
    record Locked(LockedPlan locked, String by) implements Entry {
        @Override
        public Instant at() {
            return locked.lockedAt();
        }
    }

    /**
     * Another plan took the place of the one before.
     *
     * @param changed the paths at which they differ
     */
    record Amended(Instant at, String by, String reason, List<String> changed, LockedPlan locked) implements Entry {
        public Amended {
            changed = List.copyOf(changed);
        }
    }

    /**
     * Something was done.
     *
     * @param text why, in words
     * @param evidence SHA-256 of what it rests on, which is kept elsewhere; empty where it rests on the words alone
     */
    record Decided(Instant at, String by, Action action, String text, String evidence) implements Entry {
        /** That rests on its words. */
        public Decided(Instant at, String by, Action action, String text) {
            this(at, by, action, text, "");
        }
    }

    /** What can be done. */
    enum Action {
        /** The first units entered. */
        STARTED,
        /** More units enter. */
        RAMPED,
        /** No unit is assigned any more; the data of those that were stay. */
        STOPPED,
        /** All units have the treatment. */
        SHIPPED,
        /** No unit has the treatment. */
        ROLLED_BACK,
        /** An owner agrees that the step ends. */
        APPROVED,
        /** No more units enter until it is resumed; whoever is in stays in. */
        PAUSED,
        /** The ramp goes on. */
        RESUMED,
        /** A subgroup takes no part any more, since it was hurt. */
        EXCLUDED
    }
}
