package dev.fairlead.helidon;

import dev.fairlead.errors.UserException;
import dev.fairlead.events.ErasedPerson;
import dev.fairlead.privacy.ErasureReport;
import java.util.ArrayList;
import java.util.List;

/** Erases whom no event names; "busy" cannot be erased now. */
final class HeapErasing implements Erasing {
    private final List<ErasureReport> reports = new ArrayList<>();
    private List<String> exports = List.of();

    @Override
    public synchronized ErasureReport erase(String person) {
        if (person.equals("busy")) {
            throw new UserException(UserException.Kind.CONFLICT, "states are being replayed");
        }
        new ErasedPerson(person, "erased-1");
        ErasureReport report = new ErasureReport("erasure-" + reports.size(), "7", 0, 0, 0, 0, List.of(), exports);
        reports.add(report);
        return report;
    }

    @Override
    public synchronized List<ErasureReport> reports() {
        return List.copyOf(reports);
    }

    @Override
    public synchronized void exported(List<String> files) {
        exports = files;
    }
}
