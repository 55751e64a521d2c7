package dev.fairlead.events;

/**
 * What is known of a user from now on.
 *
 * @param cohort how or when the user came ("2026-03", "campaign-7")
 * @param created when the account was made, in milliseconds since 1970; 0 when not known
 */
public record UserProfile(
        String id, long time, String user, String market, String language, String timeZone, String cohort, long created)
        implements Event {

    static UserProfile read(String id, long time, Contract in) throws ContractViolation {
        return new UserProfile(
                id,
                time,
                in.text("user"),
                in.optionalText("market"),
                in.optionalText("language"),
                in.timeZone("time_zone"),
                in.optionalText("cohort"),
                in.optionalTime("created"));
    }

    @Override
    public void write(FieldWriter out) {
        out.text("user", user);
        out.text("market", market);
        out.text("language", language);
        out.text("time_zone", timeZone);
        out.text("cohort", cohort);
        if (created != 0) {
            out.whole("created", created);
        }
    }
}
