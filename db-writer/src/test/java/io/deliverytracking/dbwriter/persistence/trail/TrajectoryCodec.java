package io.deliverytracking.dbwriter.persistence.trail;

import io.deliverytracking.dbwriter.persistence.trail.Fixes.Column;
import java.util.Arrays;

/**
 * Some fixes of one rider as bytes, and back without any loss.
 *
 * <pre>
 * count of fixes | column | column | …, in the order of {@link Column}
 *
 * steady   first value | first step | change of the step…
 * near     first value | step…
 * seldom   (how many fixes | change of the value)…, until all fixes have one
 * </pre>
 *
 * <p>All numbers are of variable length, seven bits a byte, the lowest first; those that may be negative are folded to
 * 0, -1, 1, -2, … before. A value costs one byte in most columns, so nothing is left for a general compression to find.
 *
 * <p>Threading: not thread-safe, the buffer is reused. Failure: bytes that it did not make end in some runtime exception.
 *
 * <p>Source: the variable lengths and the folding are those of Protocol Buffers; the change of the step as in "Gorilla: A
 * Fast, Scalable, In-Memory Time Series Database", VLDB 2015.
 */
public final class TrajectoryCodec {
    private static final int LONGEST_NUMBER = 10;

    private byte[] buffer = new byte[4096];
    private byte[] source = buffer;
    private int position;

    /** Packs {@code fixes}; the bytes are in {@link #buffer()} until the next call. Returns how many there are. */
    public int encode(Fixes fixes) {
        position = 0;
        putNumber(fixes.size());
        for (Column column : Column.values()) {
            switch (column.course()) {
                case STEADY -> putSteady(fixes, column);
                case NEAR -> putNear(fixes, column);
                case SELDOM_CHANGED -> putRuns(fixes, column);
            }
        }
        return position;
    }

    byte[] buffer() {
        return buffer;
    }

    /** Adds the fixes that are packed in {@code bytes} to {@code fixes}. */
    public void decode(byte[] bytes, Fixes fixes) {
        source = bytes;
        position = 0;
        int first = fixes.size();
        int count = (int) number();
        for (int i = 0; i < count; i++) {
            fixes.add();
        }
        for (Column column : Column.values()) {
            long[] values = fixes.column(column);
            switch (column.course()) {
                case STEADY -> steady(values, first, first + count);
                case NEAR -> near(values, first, first + count);
                case SELDOM_CHANGED -> runs(values, first, first + count);
            }
        }
        if (position != bytes.length) {
            throw new IllegalStateException(count + " fixes end at byte " + position + " of " + bytes.length);
        }
    }

    private void putSteady(Fixes fixes, Column column) {
        long value = 0;
        long step = 0;
        for (int fix = 0; fix < fixes.size(); fix++) {
            long nextStep = fixes.get(column, fix) - value;
            // The first value is no step.
            putFolded(fix < 2 ? nextStep : nextStep - step);
            value += nextStep;
            step = nextStep;
        }
    }

    private void steady(long[] values, int from, int to) {
        long value = 0;
        long step = 0;
        for (int fix = from; fix < to; fix++) {
            step = fix < from + 2 ? folded() : step + folded();
            value += step;
            values[fix] = value;
        }
    }

    private void putNear(Fixes fixes, Column column) {
        long value = 0;
        for (int fix = 0; fix < fixes.size(); fix++) {
            putFolded(fixes.get(column, fix) - value);
            value = fixes.get(column, fix);
        }
    }

    private void near(long[] values, int from, int to) {
        long value = 0;
        for (int fix = from; fix < to; fix++) {
            value += folded();
            values[fix] = value;
        }
    }

    private void putRuns(Fixes fixes, Column column) {
        long value = 0;
        for (int from = 0; from < fixes.size(); ) {
            long next = fixes.get(column, from);
            int to = from + 1;
            while (to < fixes.size() && fixes.get(column, to) == next) {
                to++;
            }
            putNumber(to - from);
            putFolded(next - value);
            value = next;
            from = to;
        }
    }

    private void runs(long[] values, int from, int to) {
        long value = 0;
        for (int fix = from; fix < to; ) {
            int end = Math.addExact(fix, Math.toIntExact(number()));
            value += folded();
            Arrays.fill(values, fix, end, value);
            fix = end;
        }
    }

    private void putFolded(long value) {
        putNumber(value << 1 ^ value >> Long.SIZE - 1);
    }

    private long folded() {
        long number = number();
        return number >>> 1 ^ -(number & 1);
    }

    private void putNumber(long number) {
        if (buffer.length - position < LONGEST_NUMBER) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        long rest = number;
        while ((rest & ~0x7fL) != 0) {
            buffer[position++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        buffer[position++] = (byte) rest;
    }

    private long number() {
        long number = 0;
        for (int shift = 0; ; shift += 7) {
            byte bits = source[position++];
            number |= (bits & 0x7fL) << shift;
            if (bits >= 0) {
                return number;
            }
        }
    }
}
