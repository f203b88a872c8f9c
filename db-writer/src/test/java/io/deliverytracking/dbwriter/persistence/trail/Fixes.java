package io.deliverytracking.dbwriter.persistence.trail;

import java.util.Arrays;

/**
 * Fixes of one rider, as columns: everything that {@code rider_location} holds but the rider. Units are those of the event;
 * an absent order is 0. Reused from trail to trail.
 *
 * <p>Threading: not thread-safe.
 */
public final class Fixes {
    private static final int INITIAL_CAPACITY = 64;

    private final long[][] values = new long[Column.COUNT][INITIAL_CAPACITY];
    private int size;

    /** A column, named as in the table, and how its values follow each other. */
    public enum Column {
        RECORD_TIME("record_time", Course.STEADY),
        EVENT_TIME("event_time", Course.STEADY),
        SESSION("session", Course.SELDOM_CHANGED),
        OFFSET("kafka_offset", Course.STEADY),
        ORDER("order_id", Course.SELDOM_CHANGED),
        SEQUENCE("sequence", Course.STEADY),
        LATITUDE("latitude_e7", Course.NEAR),
        LONGITUDE("longitude_e7", Course.NEAR),
        PARTITION("kafka_partition", Course.SELDOM_CHANGED),
        SPEED("speed_cm_s", Course.NEAR),
        HEADING("heading_deg", Course.NEAR),
        ACCURACY("accuracy_m", Course.NEAR),
        STATUS("status", Course.SELDOM_CHANGED);

        static final int COUNT = values().length;

        private final String sqlName;
        private final Course course;

        Column(String sqlName, Course course) {
            this.sqlName = sqlName;
            this.course = course;
        }

        public String sqlName() {
            return sqlName;
        }

        Course course() {
            return course;
        }

        boolean isTime() {
            return this == RECORD_TIME || this == EVENT_TIME;
        }
    }

    /** How a column goes on from fix to fix, which decides how it is packed. */
    enum Course {
        /** By nearly the same step each time. */
        STEADY,
        /** Not far from where it was. */
        NEAR,
        /** Stays for long, then jumps. */
        SELDOM_CHANGED
    }

    public void clear() {
        size = 0;
    }

    public int size() {
        return size;
    }

    /** Begins the next fix: all its columns are 0 until they are {@linkplain #set set}. */
    public void add() {
        if (size == values[0].length) {
            for (int c = 0; c < Column.COUNT; c++) {
                values[c] = Arrays.copyOf(values[c], size * 2);
            }
        }
        for (long[] column : values) {
            column[size] = 0;
        }
        size++;
    }

    /** Takes back the last fix. */
    void removeLast() {
        size--;
    }

    /** A value of the last fix. */
    public void set(Column column, long value) {
        values[column.ordinal()][size - 1] = value;
    }

    /** The values of a column, up to {@link #size()}; only until the next fix is added. */
    long[] column(Column column) {
        return values[column.ordinal()];
    }

    public long get(Column column, int fix) {
        return values[column.ordinal()][fix];
    }

    /** The fixes as text, a line each: to compare, not to be fast. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int fix = 0; fix < size; fix++) {
            for (Column column : Column.values()) {
                text.append(get(column, fix)).append(' ');
            }
            text.append('\n');
        }
        return text.toString();
    }
}
