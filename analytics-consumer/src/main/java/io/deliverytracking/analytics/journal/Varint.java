package io.deliverytracking.analytics.journal;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** Whole numbers in as few bytes as they need, seven bits a byte, the lowest first (LEB128, as in protobuf). */
final class Varint {

    private static final int MAX_BITS = 64;

    private Varint() {}

    static void write(DataOutputStream out, long value) throws IOException {
        long left = value;
        while ((left & ~0x7FL) != 0) {
            out.writeByte((int) (left & 0x7F | 0x80));
            left >>>= 7;
        }
        out.writeByte((int) left);
    }

    static long read(DataInputStream in) throws IOException {
        long value = 0;
        for (int shift = 0; shift < MAX_BITS; shift += 7) {
            int next = in.readUnsignedByte();
            value |= (long) (next & 0x7F) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw new IOException("a number of more than ten bytes");
    }

    static int readInt(DataInputStream in) throws IOException {
        long value = read(in);
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw new IOException(value + " is too large");
        }
        return (int) value;
    }

    /** Small numbers of either sign are short (zigzag). */
    static void writeSigned(DataOutputStream out, long value) throws IOException {
        write(out, value << 1 ^ value >> 63);
    }

    static long readSigned(DataInputStream in) throws IOException {
        long value = read(in);
        return value >>> 1 ^ -(value & 1);
    }
}
