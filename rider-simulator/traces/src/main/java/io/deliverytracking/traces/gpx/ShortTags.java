package io.deliverytracking.traces.gpx;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Refuses XML with more than {@link #LONGEST} bytes between two {@code >}: the parser keeps an attribute, a comment or a
 * text in memory as one piece, however long it is.
 */
final class ShortTags extends FilterInputStream {

    static final int LONGEST = 1 << 20;

    private int sinceTag;

    ShortTags(InputStream bytes) {
        super(bytes);
    }

    @Override
    public int read() throws IOException {
        int b = in.read();
        if (b >= 0) {
            count((byte) b);
        }
        return b;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = in.read(buffer, offset, length);
        for (int i = 0; i < read; i++) {
            count(buffer[offset + i]);
        }
        return read;
    }

    private void count(byte b) throws IOException {
        sinceTag = b == '>' ? 0 : sinceTag + 1;
        if (sinceTag > LONGEST) {
            throw new IOException("more than " + LONGEST + " bytes without the end of a tag");
        }
    }
}
