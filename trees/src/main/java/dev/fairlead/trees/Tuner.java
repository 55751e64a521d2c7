package dev.fairlead.trees;

import java.lang.ref.WeakReference;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Warms models up behind their callers' backs, one at a time; one that nobody holds any more is passed over. */
final class Tuner {
    private static final ThreadPoolExecutor THREAD =
            new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                var thread = new Thread(task, "fairlead-trees-tuner");
                thread.setDaemon(true);
                return thread;
            });

    static {
        THREAD.allowCoreThreadTimeOut(true);
    }

    private Tuner() {}

    static void add(TreeEnsemble model) {
        var reference = new WeakReference<>(model);
        THREAD.execute(() -> {
            TreeEnsemble held = reference.get();
            if (held != null) {
                held.warmUp();
            }
        });
    }
}
