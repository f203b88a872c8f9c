package io.deliverytracking.location.frame;

import java.util.Arrays;

/**
 * Bytes to write to, little-endian; grows up to a bound and is used again and again.
 *
 * <p>Whoever writes {@linkplain #reserve reserves} room first, once for all numbers of an entry: the bound is checked there.
 *
 * <p>Not thread-safe.
 */
final class LittleEndianBytes {

    /** Five groups of seven bits hold 32. */
    static final int MAX_VARINT_BYTES = 5;

    private static final int FIRST_CAPACITY = 4_096;

    private final int maxBytes;
    private byte[] bytes;
    private int size;

    LittleEndianBytes(int maxBytes) {
        this.maxBytes = maxBytes;
        this.bytes = new byte[Math.min(FIRST_CAPACITY, maxBytes)];
    }

    int size() {
        return size;
    }

    void clear() {
        size = 0;
    }

    /** Makes room for the next numbers. */
    void reserve(int more) {
        if (size + more > bytes.length) {
            grow(size + more);
        }
    }

    void u8(int value) {
        bytes[size++] = (byte) value;
    }

    void u16(int value) {
        bytes[size] = (byte) value;
        bytes[size + 1] = (byte) (value >>> 8);
        size += 2;
    }

    void u32(int value) {
        u16(value);
        u16(value >>> 16);
    }

    void f64(double value) {
        long bits = Double.doubleToRawLongBits(value);
        u32((int) bits);
        u32((int) (bits >>> 32));
    }

    /** LEB128, as in Protocol Buffers: seven bits a byte, the lowest first, the top bit says that more follow. */
    void varint(int value) {
        int rest = value;
        while ((rest & ~0x7F) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    /** Overwrites four bytes that were written before. */
    void setU32(int position, int value) {
        int end = size;
        size = position;
        u32(value);
        size = end;
    }

    /** Overwrites two bytes that were written before. */
    void setU16(int position, int value) {
        int end = size;
        size = position;
        u16(value);
        size = end;
    }

    /** A copy of what was written here, and after it what was written there. */
    byte[] followedBy(LittleEndianBytes tail) {
        byte[] all = Arrays.copyOf(bytes, size + tail.size);
        System.arraycopy(tail.bytes, 0, all, size, tail.size);
        return all;
    }

    private void grow(int needed) {
        if (needed > maxBytes) {
            throw new IllegalStateException(needed + " bytes are more than the bound of " + maxBytes);
        }
        bytes = Arrays.copyOf(bytes, (int) Math.min(maxBytes, Math.max(needed, bytes.length * 2L)));
    }
}
