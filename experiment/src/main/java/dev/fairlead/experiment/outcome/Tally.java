package dev.fairlead.experiment.outcome;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashSet;
import java.util.OptionalDouble;
import java.util.Set;

/** What one measurement makes of the events of one unit, whatever their order. */
sealed interface Tally extends UnitEvents {
    /**
     * Adds an event.
     *
     * @param time in nanoseconds since 1970
     * @param amount the field as a number; NaN where none is read
     * @param text the field as text; empty where none is read
     */
    void accept(long time, double amount, String text);

    /** Empty if there is nothing to tell. */
    OptionalDouble value();

    /** How many events. */
    final class Count implements Tally {
        private long events;

        @Override
        public void accept(long time, double amount, String text) {
            events++;
        }

        @Override
        public OptionalDouble value() {
            return OptionalDouble.of(events);
        }

        @Override
        public void save(DataOutput out) throws IOException {
            out.writeLong(events);
        }

        @Override
        public void load(DataInput in) throws IOException {
            events = in.readLong();
        }
    }

    /** Whether there was one. */
    final class Happened implements Tally {
        private boolean happened;

        @Override
        public void accept(long time, double amount, String text) {
            happened = true;
        }

        @Override
        public OptionalDouble value() {
            return OptionalDouble.of(happened ? 1 : 0);
        }

        @Override
        public void save(DataOutput out) throws IOException {
            out.writeBoolean(happened);
        }

        @Override
        public void load(DataInput in) throws IOException {
            happened = in.readBoolean();
        }
    }

    /** The sum of a field. */
    final class Sum implements Tally {
        private final ExactSum sum = new ExactSum();

        @Override
        public void accept(long time, double amount, String text) {
            sum.add(amount);
        }

        @Override
        public OptionalDouble value() {
            return OptionalDouble.of(sum.value());
        }

        @Override
        public void save(DataOutput out) throws IOException {
            sum.save(out);
        }

        @Override
        public void load(DataInput in) throws IOException {
            sum.load(in);
        }
    }

    /** How many values: it holds them all. */
    final class Distinct implements Tally {
        private final Set<String> values = new HashSet<>();

        @Override
        public void accept(long time, double amount, String text) {
            values.add(text);
        }

        @Override
        public OptionalDouble value() {
            return OptionalDouble.of(values.size());
        }

        @Override
        public void save(DataOutput out) throws IOException {
            out.writeInt(values.size());
            for (String value : values) {
                Texts.write(out, value);
            }
        }

        @Override
        public void load(DataInput in) throws IOException {
            for (int n = in.readInt(); n > 0; n--) {
                values.add(Texts.read(in));
            }
        }
    }

    /** The greatest value. */
    final class Max implements Tally {
        private double max = Double.NEGATIVE_INFINITY;

        @Override
        public void accept(long time, double amount, String text) {
            max = Math.max(max, amount);
        }

        @Override
        public OptionalDouble value() {
            return Double.isInfinite(max) ? OptionalDouble.empty() : OptionalDouble.of(max);
        }

        @Override
        public void save(DataOutput out) throws IOException {
            out.writeDouble(max);
        }

        @Override
        public void load(DataInput in) throws IOException {
            max = in.readDouble();
        }
    }

    /** The latest value, of those at the same time the greatest. */
    final class Last implements Tally {
        private long latest = Long.MIN_VALUE;
        private double last = Double.NaN;

        @Override
        public void accept(long time, double amount, String text) {
            if (time > latest || time == latest && amount > last) {
                latest = time;
                last = amount;
            }
        }

        @Override
        public OptionalDouble value() {
            return Double.isNaN(last) ? OptionalDouble.empty() : OptionalDouble.of(last);
        }

        @Override
        public void save(DataOutput out) throws IOException {
            out.writeLong(latest);
            out.writeDouble(last);
        }

        @Override
        public void load(DataInput in) throws IOException {
            latest = in.readLong();
            last = in.readDouble();
        }
    }
}
