package dev.fairlead.lab.retrieval;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/** The most memory that the heap took since this was made, and the most that was left of it by a collection. */
final class PeakMemory {
    private static final double GIB = 1L << 30;

    private final AtomicLong used = new AtomicLong();
    private final AtomicLong kept = new AtomicLong();
    private final Set<String> heap = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .map(MemoryPoolMXBean::getName)
            .collect(Collectors.toSet());

    PeakMemory() {
        ManagementFactory.getGarbageCollectorMXBeans().forEach(collector -> {
            if (collector instanceof NotificationEmitter emitter) {
                emitter.addNotificationListener(
                        (notification, _) -> collected(
                                GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData())),
                        notification -> notification
                                .getType()
                                .equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION),
                        null);
            }
        });
    }

    private void collected(GarbageCollectionNotificationInfo info) {
        used.accumulateAndGet(sum(info.getGcInfo().getMemoryUsageBeforeGc()), Math::max);
        kept.accumulateAndGet(sum(info.getGcInfo().getMemoryUsageAfterGc()), Math::max);
    }

    private long sum(Map<String, MemoryUsage> pools) {
        return pools.entrySet().stream()
                .filter(pool -> heap.contains(pool.getKey()))
                .mapToLong(pool -> pool.getValue().getUsed())
                .sum();
    }

    String text() {
        long now = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        return String.format(
                Locale.ROOT,
                "peak memory: %.2f GiB of the heap's %.2f were used, at most %.2f were left after a collection",
                Math.max(now, used.get()) / GIB,
                Runtime.getRuntime().maxMemory() / GIB,
                kept.get() / GIB);
    }
}
