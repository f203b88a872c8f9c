package io.deliverytracking.dbwriter.domain;

import java.util.Arrays;

/**
 * A hash table from rider to latest position, open addressing over primitive columns: no object a rider.
 *
 * <p>Rider id 0 marks a free slot: ids begin at 1. At most half of the slots are used.
 *
 * <p>Threading: guarded by {@link CurrentPositions}.
 */
final class LatestByRider {
    private int capacity;
    private int used;
    private LatestRows columns;

    LatestByRider(int capacity) {
        this.capacity = capacity;
        this.columns = LatestRows.allocate(capacity);
    }

    void offer(LocationRows rows, int row) {
        int slot = slotOf(rows.riderId(row));
        if (columns.riderId()[slot] == 0) {
            if ((used + 1) * 2 > capacity) {
                grow();
                slot = slotOf(rows.riderId(row));
            }
            used++;
        } else if (!isLater(rows, row, slot)) {
            return;
        }
        put(slot, rows, row);
    }

    private boolean isLater(LocationRows rows, int row, int slot) {
        return rows.session(row) != columns.session()[slot]
                ? rows.session(row) > columns.session()[slot]
                : rows.sequence(row) > columns.sequence()[slot];
    }

    private void put(int slot, LocationRows rows, int row) {
        columns.riderId()[slot] = rows.riderId(row);
        columns.session()[slot] = rows.session(row);
        columns.sequence()[slot] = rows.sequence(row);
        columns.orderId()[slot] = rows.orderId(row);
        columns.recordTimeMs()[slot] = rows.recordTimeMs(row);
        columns.eventTimeMs()[slot] = rows.eventTimeMs(row);
        columns.latitudeE7()[slot] = rows.latitudeE7(row);
        columns.longitudeE7()[slot] = rows.longitudeE7(row);
        columns.speedCmS()[slot] = rows.speedCmS(row);
        columns.headingDeg()[slot] = rows.headingDeg(row);
        columns.accuracyM()[slot] = rows.accuracyM(row);
        columns.status()[slot] = rows.status(row);
    }

    private int slotOf(int riderId) {
        int mask = capacity - 1;
        // Fibonacci hashing: consecutive ids, the usual case, spread over the table.
        int slot = (riderId * 0x9E3779B9) >>> (Integer.numberOfLeadingZeros(capacity) + 1);
        while (columns.riderId()[slot] != 0 && columns.riderId()[slot] != riderId) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        LatestRows old = columns;
        int oldCapacity = capacity;
        capacity = oldCapacity * 2;
        columns = LatestRows.allocate(capacity);
        for (int from = 0; from < oldCapacity; from++) {
            if (old.riderId()[from] != 0) {
                old.copyTo(from, columns, slotOf(old.riderId()[from]));
            }
        }
    }

    /** The used slots, packed; the table is empty afterwards, and as large: the next riders will be as many. */
    LatestRows drain() {
        LatestRows packed = LatestRows.allocate(used);
        int to = 0;
        for (int from = 0; from < capacity; from++) {
            if (columns.riderId()[from] != 0) {
                columns.copyTo(from, packed, to++);
            }
        }
        Arrays.fill(columns.riderId(), 0);
        used = 0;
        return packed;
    }
}
