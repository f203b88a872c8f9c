package io.deliverytracking.traces.file;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongSupplier;

/**
 * What is unpacked from an archive, bounded: a few kilobytes can be made to unpack into terabytes.
 *
 * <p>Real traces shrink to a tenth, and hardly ever to a hundredth. Deflate itself ends at a thousandth, so without the
 * bound on the ratio only the total would hold.
 */
final class BoundedBytes extends FilterInputStream {

    /** Of all files together. Five million rows have less. */
    static final long MOST_BYTES = 4L << 30;

    static final int MOST_TIMES = 200;

    /** Of a small file nobody asks how well it was packed. */
    static final long ALWAYS_FINE_BYTES = 16L << 20;

    /** What may still be unpacked; shared by all files. */
    static final class Budget {
        private long bytes = MOST_BYTES;
    }

    private final LongSupplier packedBytes;
    private final Budget budget;
    private long bytes;

    /** @param packedBytes what it was unpacked from, all of it or so far */
    BoundedBytes(InputStream unpacked, LongSupplier packedBytes, Budget budget) {
        super(unpacked);
        this.packedBytes = packedBytes;
        this.budget = budget;
    }

    @Override
    public int read() throws IOException {
        int b = in.read();
        count(b < 0 ? 0 : 1);
        return b;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = in.read(buffer, offset, length);
        count(Math.max(0, read));
        return read;
    }

    private void count(int read) throws IOException {
        bytes += read;
        budget.bytes -= read;
        if (bytes > ALWAYS_FINE_BYTES && bytes / MOST_TIMES > packedBytes.getAsLong()) {
            throw new IOException("it unpacks to more than " + MOST_TIMES + " times its size");
        }
        if (budget.bytes < 0) {
            throw new IOException("the archives unpack to more than " + (MOST_BYTES >> 30) + " GB");
        }
    }
}
