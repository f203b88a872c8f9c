package io.deliverytracking.location.frame;

import io.deliverytracking.location.domain.GeoBox;

/**
 * Writes the binary frames of {@code /api/live}, version 1, little-endian.
 *
 * <pre>
 *  at size
 *   0   1  u8   version = 1
 *   1   1  u8   type: 1 snapshot (riders), 2 delta (riders), 3 cells
 *   2   2  u16  flags: bit 0 = more riders in the box than the limit; those with the largest ids are left out
 *   4   4  u32  id of the subscription, as the client gave it
 *   8   4  u32  number of this frame in the subscription, from 0
 *  12   4  u32  conflated: fixes since the preceding frame that this client will never see, because a later one of the
 *               same rider replaced them (0 in a snapshot)
 *  16   8  f64  atMs: when the state was read, ms since the epoch, service's clock
 *  24  16  i32  south, west, north, east in 1e-7 degrees: the box of the 16-bit coordinates
 *  40   4  u32  riders in the box
 *  44   4  u32  entries
 *  48   4  u32  removed (types 1, 2), or u16 columns, u16 rows (type 3)
 *  52           entries, then removed
 *
 * an entry of types 1 and 2, in ascending order of rider ids, 7 to 13 bytes:
 *          varint  rider id - preceding rider id (the first: - 0)
 *       2  u16     x: 0 at the western edge of the box to 65535 at the eastern
 *       2  u16     y: 0 at the southern edge to 65535 at the northern
 *       1  u8      bits 0-2 status (1 idle, 2 to restaurant, 3 waiting, 4 to customer); bits 3-7 heading / 16 degrees (0-22)
 *          varint  age: (atMs - event time) / 10 ms, at least 0, at most 2^21 - 1
 * a removed rider (left the box or the map, or fell behind the limit), in ascending order:
 *          varint  rider id - preceding removed rider id (the first: - 0)
 *
 * an entry of type 3, one an occupied cell, in ascending order of cells:
 *          varint  cell - preceding cell (the first: - 0), cell = row * columns + column, row 0 in the south
 *          varint  riders
 *          varint  of these with an order
 *       1  u8      mean speed in 0.1 m/s; 255 = 25.5 or more
 * </pre>
 *
 * <p>varint is LEB128 as in Protocol Buffers. A reader refuses a version it does not know, passes over flags it does not
 * know, and ignores frames of another subscription than its own.
 *
 * <p>A rider whose clock is slow seems older than it is, and one whose clock is fast younger: an age is never below 0.
 *
 * <p>Writes into buffers of its own, which grow to what the largest frame needs and at most to {@link #maxFrameBytes}; a
 * finished frame is copied out once, in its exact size, because the socket keeps it until the client has taken it.
 *
 * <p>Not thread-safe: one frame after another.
 */
public final class FrameWriter {

    static final int VERSION = 1;
    static final int SNAPSHOT = 1;
    static final int DELTA = 2;
    static final int CELLS = 3;

    /** Bit 0 of the flags. */
    static final int LIMITED = 1;

    static final int HEADER_BYTES = 52;

    /** Ages are written in these steps. */
    static final int AGE_STEP_MS = 10;

    static final int MAX_AGE_STEPS = (1 << 21) - 1;

    /** Id, x, y, status and heading, age of 21 bits. */
    private static final int MAX_RIDER_BYTES = LittleEndianBytes.MAX_VARINT_BYTES + 2 + 2 + 1 + 3;

    private static final int MAX_CELL_BYTES = 3 * LittleEndianBytes.MAX_VARINT_BYTES + 1;

    private static final int FLAGS_AT = 2;
    private static final int CONFLATED_AT = 12;
    private static final int RIDERS_AT = 40;
    private static final int ENTRIES_AT = 44;
    private static final int REMOVED_AT = 48;

    private final LittleEndianBytes frame;
    private final LittleEndianBytes tail;
    private int entries;
    private int removed;
    private int preceding;
    private int precedingRemoved;

    /** For frames of up to so many riders or cells. */
    public FrameWriter(int maxRiders, int maxCells) {
        frame = new LittleEndianBytes(HEADER_BYTES + Math.max(maxRiders * MAX_RIDER_BYTES, maxCells * MAX_CELL_BYTES));
        // No more can be removed than were shown.
        tail = new LittleEndianBytes(maxRiders * LittleEndianBytes.MAX_VARINT_BYTES);
    }

    /** The largest frame of so many riders and so many cells, in bytes. */
    public static long maxFrameBytes(int maxRiders, int maxCells) {
        return HEADER_BYTES
                + Math.max(
                        (long) maxRiders * (MAX_RIDER_BYTES + LittleEndianBytes.MAX_VARINT_BYTES),
                        (long) maxCells * MAX_CELL_BYTES);
    }

    void begin(int type, int subscription, int number, long atMs, GeoBox box) {
        frame.clear();
        tail.clear();
        entries = 0;
        removed = 0;
        preceding = 0;
        precedingRemoved = 0;
        frame.reserve(HEADER_BYTES);
        frame.u8(VERSION);
        frame.u8(type);
        frame.u16(0);
        frame.u32(subscription);
        frame.u32(number);
        frame.u32(0);
        frame.f64(atMs);
        frame.u32(box.southE7());
        frame.u32(box.westE7());
        frame.u32(box.northE7());
        frame.u32(box.eastE7());
        frame.u32(0);
        frame.u32(0);
        frame.u32(0);
    }

    /** The cells of type 3. */
    void grid(int columns, int rows) {
        frame.setU32(REMOVED_AT, columns | rows << Short.SIZE);
    }

    void rider(int riderId, int x, int y, int status, int headingDeg, int ageSteps) {
        frame.reserve(MAX_RIDER_BYTES);
        frame.varint(riderId - preceding);
        frame.u16(x);
        frame.u16(y);
        frame.u8(status | headingDeg / 16 << 3);
        frame.varint(ageSteps);
        preceding = riderId;
        entries++;
    }

    void removed(int riderId) {
        tail.reserve(LittleEndianBytes.MAX_VARINT_BYTES);
        tail.varint(riderId - precedingRemoved);
        precedingRemoved = riderId;
        removed++;
    }

    void cell(int cell, int riders, int busy, int decimetresPerSecond) {
        frame.reserve(MAX_CELL_BYTES);
        frame.varint(cell - preceding);
        frame.varint(riders);
        frame.varint(busy);
        frame.u8(decimetresPerSecond);
        preceding = cell;
        entries++;
    }

    int entries() {
        return entries;
    }

    /** The finished frame. */
    byte[] end(int flags, int conflated, int ridersInBox) {
        frame.setU16(FLAGS_AT, flags);
        frame.setU32(CONFLATED_AT, conflated);
        frame.setU32(RIDERS_AT, ridersInBox);
        frame.setU32(ENTRIES_AT, entries);
        if (removed > 0) {
            frame.setU32(REMOVED_AT, removed);
        }
        return frame.followedBy(tail);
    }
}
