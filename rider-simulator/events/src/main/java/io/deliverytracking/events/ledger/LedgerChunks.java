package io.deliverytracking.events.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;

/** Extends ledger files. The zeros are written before they are mapped: a hole in the file could fault on a full disk. */
final class LedgerChunks {

    private static final int ZEROS_LENGTH = 1 << 16;

    private LedgerChunks() {}

    static MappedByteBuffer append(FileChannel channel, long position, int length) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocate(ZEROS_LENGTH);
        long end = position + length;
        for (long at = position; at < end; ) {
            zeros.clear().limit((int) Math.min(ZEROS_LENGTH, end - at));
            at += channel.write(zeros, at);
        }
        MappedByteBuffer chunk = channel.map(MapMode.READ_WRITE, position, length);
        chunk.order(ByteOrder.LITTLE_ENDIAN);
        return chunk;
    }
}
