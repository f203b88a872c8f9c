package io.deliverytracking.traces.file;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** A file that gzip has packed, read as if it had not. */
final class GzipTrace {

    private static final int BUFFER = 1 << 16;

    private GzipTrace() {}

    /** The bytes as they are, or unpacked; buffered, with {@link InputStream#mark}. */
    static InputStream unpackedIfPacked(String name, InputStream bytes, BoundedBytes.Budget budget) throws IOException {
        InputStream plain = new BufferedInputStream(bytes, BUFFER);
        plain.mark(2);
        byte[] first = plain.readNBytes(2);
        plain.reset();
        if (first.length < 2 || (first[0] & 0xff) != 0x1f || (first[1] & 0xff) != 0x8b) {
            return plain;
        }
        if (name.endsWith(".tar.gz") || name.endsWith(".tgz")) {
            throw new IOException("it is a tar archive; unpack it, or make it a zip");
        }
        Counted packed = new Counted(plain);
        return new BufferedInputStream(
                new BoundedBytes(new GZIPInputStream(packed, BUFFER), () -> packed.bytes, budget), BUFFER);
    }

    /** How much was read so far: of a stream nobody says its packed size in advance. */
    private static final class Counted extends FilterInputStream {
        private long bytes;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int b = in.read();
            bytes += b < 0 ? 0 : 1;
            return b;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = in.read(buffer, offset, length);
            bytes += Math.max(0, read);
            return read;
        }
    }
}
