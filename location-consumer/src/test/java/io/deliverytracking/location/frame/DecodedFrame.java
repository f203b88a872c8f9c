package io.deliverytracking.location.frame;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A binary frame read as its documentation says, by a reader that shares no code with the writer. */
public record DecodedFrame(
        int type,
        int flags,
        long subscription,
        long number,
        long conflated,
        double atMs,
        int southE7,
        int westE7,
        int northE7,
        int eastE7,
        int ridersInBox,
        int columns,
        int rows,
        Map<Integer, Position> riders,
        Set<Integer> removed,
        Map<Integer, Cell> cells) {

    /** An entry of types 1 and 2. */
    public record Position(int x, int y, int status, int heading16, int ageMs) {}

    /** An entry of type 3. */
    public record Cell(int riders, int busy, int decimetresPerSecond) {}

    public static DecodedFrame of(byte[] bytes) {
        return of(ByteBuffer.wrap(bytes));
    }

    /** Fails unless every byte is accounted for and ids ascend. */
    public static DecodedFrame of(ByteBuffer bytes) {
        ByteBuffer in = bytes.order(ByteOrder.LITTLE_ENDIAN);
        if (in.get() != 1) {
            throw new AssertionError("version");
        }
        int type = in.get();
        int flags = in.getShort() & 0xFFFF;
        long subscription = in.getInt() & 0xFFFF_FFFFL;
        long number = in.getInt() & 0xFFFF_FFFFL;
        long conflated = in.getInt() & 0xFFFF_FFFFL;
        double atMs = in.getDouble();
        int southE7 = in.getInt();
        int westE7 = in.getInt();
        int northE7 = in.getInt();
        int eastE7 = in.getInt();
        int ridersInBox = in.getInt();
        int entries = in.getInt();
        Map<Integer, Position> riders = new LinkedHashMap<>();
        Set<Integer> removed = new TreeSet<>();
        Map<Integer, Cell> cells = new LinkedHashMap<>();
        int columns = 0;
        int rows = 0;
        if (type == 3) {
            columns = in.getShort() & 0xFFFF;
            rows = in.getShort() & 0xFFFF;
            int cell = 0;
            for (int i = 0; i < entries; i++) {
                cell = next(in, cell, i);
                cells.put(cell, new Cell(varint(in), varint(in), in.get() & 0xFF));
            }
        } else {
            int removals = in.getInt();
            int rider = 0;
            for (int i = 0; i < entries; i++) {
                rider = next(in, rider, i);
                int x = in.getShort() & 0xFFFF;
                int y = in.getShort() & 0xFFFF;
                int state = in.get() & 0xFF;
                riders.put(rider, new Position(x, y, state & 7, state >> 3, varint(in) * 10));
            }
            rider = 0;
            for (int i = 0; i < removals; i++) {
                rider = next(in, rider, i);
                removed.add(rider);
            }
        }
        if (in.hasRemaining()) {
            throw new AssertionError(in.remaining() + " bytes too many");
        }
        return new DecodedFrame(
                type,
                flags,
                subscription,
                number,
                conflated,
                atMs,
                southE7,
                westE7,
                northE7,
                eastE7,
                ridersInBox,
                columns,
                rows,
                riders,
                removed,
                cells);
    }

    private static int next(ByteBuffer in, int preceding, int index) {
        int delta = varint(in);
        if (index > 0 && delta <= 0) {
            throw new AssertionError("ids must ascend");
        }
        return preceding + delta;
    }

    private static int varint(ByteBuffer in) {
        int value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = in.get();
            value |= (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }
}
