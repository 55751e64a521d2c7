package dev.fairlead.launch;

import dev.fairlead.errors.UserException;
import java.lang.System.Logger.Level;
import java.util.List;

/**
 * Does what looks at running launches found. Each act is an event, and what it changes shows in the next look; so one that was found
 * long ago, while nobody did it, is done, then looked at, and the ramp goes on step by step.
 */
public final class LaunchWatcher {
    private final LaunchWatches watches;
    private final LaunchService service;
    private volatile String problem = "";

    public LaunchWatcher(LaunchWatches watches, LaunchService service) {
        this.watches = watches;
        this.service = service;
    }

    /** Does all that is to be done now, one thread at a time. It does not fail: see {@link #problem}. */
    public synchronized void act() {
        List<LaunchAct> due = watches.due();
        while (!due.isEmpty()) {
            for (LaunchAct act : due) {
                if (!done(act)) {
                    return;
                }
            }
            due = watches.due();
        }
        problem = "";
    }

    private boolean done(LaunchAct act) {
        try {
            service.act(act);
            return true;
        } catch (UserException e) {
            // Somebody changed the launch meanwhile; the next look is of what it is now.
            problem = "launch \"" + act.launch() + "\": " + e.getMessage();
        } catch (RuntimeException e) {
            problem = "launch \"" + act.launch() + "\" could not be changed as its watch asks: " + e;
            System.getLogger("fairlead").log(Level.ERROR, problem, e);
        }
        return false;
    }

    /** Why what is to be done was not; empty when nothing is. */
    public String problem() {
        return watches.due().isEmpty() ? "" : problem;
    }
}
