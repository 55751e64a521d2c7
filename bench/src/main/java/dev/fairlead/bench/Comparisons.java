package dev.fairlead.bench;

import dev.fairlead.experiment.Reproduced;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/** Listens to tests and keeps what they compared. */
final class Comparisons implements TestExecutionListener {
    /** {@code ope/expected_men.json, estimates}; {@code tests-reference/expected_R.json (cace)}. */
    private static final Pattern WHAT = Pattern.compile("([^ ,]+),? ?\\(?(.*?)[()]*");

    private final List<Comparison> made = new ArrayList<>();

    /** All of them, by file and section. */
    List<Comparison> made() {
        return made.stream()
                .sorted(Comparator.comparing(Comparison::file).thenComparing(Comparison::section))
                .toList();
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        String reason = result.getThrowable().map(Comparisons::reason).orElse("");
        List<Reproduced> begun = Reproduced.begun();
        begun.forEach(each -> made.add(comparison(each, reason)));
        if (begun.isEmpty() && !reason.isEmpty()) {
            made.add(new Comparison(where(test), test.getDisplayName().replace("()", ""), 0, Double.NaN, reason));
        }
    }

    private static Comparison comparison(Reproduced reproduced, String reason) {
        Matcher what = WHAT.matcher(reproduced.what());
        what.matches();
        return new Comparison(what.group(1), what.group(2), reproduced.count(), reproduced.worst(), reason);
    }

    /** The package of a test that compared nothing. */
    private static String where(TestIdentifier test) {
        return test.getSource()
                .filter(MethodSource.class::isInstance)
                .map(source -> ((MethodSource) source).getClassName())
                .map(name -> name.substring(0, name.lastIndexOf('.')))
                .orElse(test.getLegacyReportingName());
    }

    private static String reason(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null && !(cause instanceof AssertionError)) {
            cause = cause.getCause();
        }
        return cause.getClass().getSimpleName() + ": "
                + String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    }
}
