package dev.fairlead.feed;

import static dev.fairlead.numbers.Parameter.time;

import dev.fairlead.numbers.Parameter;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** What of the state is on the heap. */
final class StateNumbers {
    static final Parameter<Duration> IDLE_USERS = time(
            "state.users.idle.days",
            0,
            36_500,
            ChronoUnit.DAYS,
            "30",
            "A user to whom nothing happened for so long leaves the heap for the disk until something happens again; 0 keeps all"
                    + " users on the heap. What is decided does not depend on it.");

    static final List<Parameter<?>> ALL = List.of(IDLE_USERS);

    private StateNumbers() {}
}
