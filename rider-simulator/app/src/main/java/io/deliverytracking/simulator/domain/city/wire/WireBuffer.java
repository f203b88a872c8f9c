package io.deliverytracking.simulator.domain.city.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that grow: fixed numbers little-endian, varints as in Protocol Buffers. */
final class WireBuffer {

    private byte[] bytes = new byte[1 << 16];
    private int size;

    int size() {
        return size;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    void u8(int value) {
        if (size == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * size);
        }
        bytes[size++] = (byte) value;
    }

    void u16(int value) {
        u8(value);
        u8(value >>> 8);
    }

    void u32(int value) {
        u16(value);
        u16(value >>> 16);
    }

    /** Writes over four bytes that are there. */
    void u32At(int position, int value) {
        for (int i = 0; i < 4; i++) {
            bytes[position + i] = (byte) (value >>> 8 * i);
        }
    }

    void varint(int value) {
        int rest = value;
        while ((rest & ~0x7f) != 0) {
            u8(rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        u8(rest);
    }

    void zigzag(int value) {
        varint(value << 1 ^ value >> 31);
    }

    void text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        varint(utf8.length);
        bytes(utf8);
    }

    void bytes(byte[] all) {
        if (size + all.length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * size, size + all.length));
        }
        System.arraycopy(all, 0, bytes, size, all.length);
        size += all.length;
    }
}
