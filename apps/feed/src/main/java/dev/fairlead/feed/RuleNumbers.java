package dev.fairlead.feed;

import static dev.fairlead.numbers.Parameter.choice;
import static dev.fairlead.numbers.Parameter.time;

import dev.fairlead.market.features.InteractionKinds;
import dev.fairlead.numbers.Kind;
import dev.fairlead.numbers.Numbers;
import dev.fairlead.numbers.Parameter;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Pattern;

/** What may be shown at all, and what users' interactions say of items. */
final class RuleNumbers {
    static final Parameter<Eligibility.Undescribed> UNDESCRIBED = choice(
            "items.undescribed",
            Eligibility.Undescribed.class,
            "auto",
            "Whether items that no item event describes are shown: show, hide, or auto, which takes them from a caller and proposes"
                    + " them only while the log describes no item at all.");
    static final Parameter<Duration> BOUGHT = time(
            "policy.bought.days",
            0,
            3_650,
            ChronoUnit.DAYS,
            "7",
            "An item that the user bought is not proposed to the user again for so long; 0 for no such rule. A caller's candidates are"
                    + " shown whatever was bought.");
    static final Parameter<Duration> DISLIKE_HALF_LIFE = time(
            "policy.dislike.half.life.days",
            0.1,
            36_500,
            ChronoUnit.DAYS,
            "30",
            "Time after which a dislike that does not hide an item lowers it half as much.");
    private static final Parameter<String> POSITIVE = words(
            "interactions.positive",
            InteractionKinds.WORDS,
            InteractionKinds.POSITIVE,
            "Kinds of interactions by which users say that they like an item; they take a dislike back. Every kind that is in none"
                    + " of the lists is an implicit liking, as a click is.");
    private static final Parameter<String> NEUTRAL = words(
            "interactions.neutral",
            InteractionKinds.WORDS,
            InteractionKinds.NEUTRAL,
            "Kinds of interactions that say nothing of the item: no candidate, no count and no feature reads them.");
    private static final Parameter<String> NEGATIVE = words(
            "interactions.negative",
            InteractionKinds.WEIGHED,
            InteractionKinds.NEGATIVE,
            "Kinds of interactions by which users say that they dislike an item, and the events return and complaint, each with how"
                    + " far down the item goes for that user: 1 hides it, as the event hide does; less is a share of what lies between"
                    + " the highest and the lowest of a request's candidates.");

    static final List<Parameter<?>> ALL = List.of(UNDESCRIBED, BOUGHT, DISLIKE_HALF_LIFE, POSITIVE, NEUTRAL, NEGATIVE);

    private RuleNumbers() {}

    private static Parameter<String> words(String key, Pattern pattern, String byDefault, String meaning) {
        String form = pattern == InteractionKinds.WEIGHED
                ? "kinds of interactions with weights, written as kind:weight, with commas between"
                : "kinds of interactions with commas between";
        return new Parameter<>(key, new Kind.Text(pattern, form), byDefault, "", meaning);
    }

    /** @throws IllegalArgumentException if a kind is named twice, or a weight is out of range */
    static InteractionKinds kinds(Numbers numbers) {
        try {
            return InteractionKinds.of(numbers.get(POSITIVE), numbers.get(NEUTRAL), numbers.get(NEGATIVE));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("configuration keys interactions.*: " + e.getMessage(), e);
        }
    }
}
