package io.deliverytracking.dbwriter.domain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The latest position of some riders, as columns that are bound to one statement as arrays.
 *
 * @param orderId {@link LocationRows#NO_ORDER} where absent
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once, to be bound to one statement
public record LatestRows(
        int[] riderId,
        long[] session,
        int[] sequence,
        long[] orderId,
        long[] recordTimeMs,
        long[] eventTimeMs,
        int[] latitudeE7,
        int[] longitudeE7,
        short[] speedCmS,
        short[] headingDeg,
        short[] accuracyM,
        short[] status) {
    public int size() {
        return riderId.length;
    }

    /** The same in parts of so many riders at most, in the order of their ids throughout: neighbours share pages of the table. */
    public List<LatestRows> byRider(int atMost) {
        long[] order = new long[size()];
        for (int i = 0; i < order.length; i++) {
            order[i] = (long) riderId[i] << Integer.SIZE | i;
        }
        Arrays.sort(order);
        List<LatestRows> parts = new ArrayList<>();
        for (int from = 0; from < order.length; from += atMost) {
            LatestRows part = allocate(Math.min(atMost, order.length - from));
            for (int i = 0; i < part.size(); i++) {
                copyTo((int) order[from + i], part, i);
            }
            parts.add(part);
        }
        return parts;
    }

    static LatestRows allocate(int size) {
        return new LatestRows(
                new int[size],
                new long[size],
                new int[size],
                new long[size],
                new long[size],
                new long[size],
                new int[size],
                new int[size],
                new short[size],
                new short[size],
                new short[size],
                new short[size]);
    }

    void copyTo(int from, LatestRows target, int to) {
        target.riderId[to] = riderId[from];
        target.session[to] = session[from];
        target.sequence[to] = sequence[from];
        target.orderId[to] = orderId[from];
        target.recordTimeMs[to] = recordTimeMs[from];
        target.eventTimeMs[to] = eventTimeMs[from];
        target.latitudeE7[to] = latitudeE7[from];
        target.longitudeE7[to] = longitudeE7[from];
        target.speedCmS[to] = speedCmS[from];
        target.headingDeg[to] = headingDeg[from];
        target.accuracyM[to] = accuracyM[from];
        target.status[to] = status[from];
    }
}
