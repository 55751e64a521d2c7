package dev.fairlead.log;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Objects;

/** Equality of events by content: arrays in records are compared by their elements, wherever they are. */
public final class SameContent {
    private SameContent() {}

    /** Whether they are of one class and hold the same. */
    public static boolean of(Object one, Object other) {
        if (one instanceof List<?> list && other instanceof List<?> otherList) {
            return lists(list, otherList);
        }
        if (one.getClass() == other.getClass() && one.getClass().isRecord()) {
            return records(one, other);
        }
        return Objects.deepEquals(one, other);
    }

    private static boolean lists(List<?> one, List<?> other) {
        if (one.size() != other.size()) {
            return false;
        }
        for (int i = 0; i < one.size(); i++) {
            if (!of(one.get(i), other.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean records(Object one, Object other) {
        try {
            for (RecordComponent component : one.getClass().getRecordComponents()) {
                var accessor = component.getAccessor();
                accessor.setAccessible(true);
                if (!of(accessor.invoke(one), accessor.invoke(other))) {
                    return false;
                }
            }
            return true;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("an event of " + one.getClass() + " cannot be compared", e);
        }
    }
}
