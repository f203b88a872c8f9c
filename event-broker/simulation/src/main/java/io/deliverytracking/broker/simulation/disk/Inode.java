package io.deliverytracking.broker.simulation.disk;

import java.util.Arrays;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One file's bytes: as the kernel has them, and as they are on the platters.
 *
 * <p>Arrays are replaced, never changed, so copies of a disk share them.
 */
final class Inode {

    private static final byte[] NOTHING = {};

    private byte[] cached = NOTHING;
    private byte[] forced = NOTHING;
    /** What a failed flush gave up: the kernel takes it for clean, and no later flush writes it. */
    private byte @Nullable [] dropped;

    private long lastModifiedMs;

    Inode(long nowMs) {
        lastModifiedMs = nowMs;
    }

    byte[] cached() {
        return cached;
    }

    byte[] forced() {
        return forced;
    }

    long lastModifiedMs() {
        return lastModifiedMs;
    }

    void write(byte[] bytes, int length, long position, long nowMs) {
        int end = (int) position + length;
        byte[] next = Arrays.copyOf(cached, Math.max(cached.length, end));
        System.arraycopy(bytes, 0, next, (int) position, length);
        cached = next;
        lastModifiedMs = nowMs;
    }

    void truncate(long size, long nowMs) {
        if (size < cached.length) {
            cached = Arrays.copyOf(cached, (int) size);
            lastModifiedMs = nowMs;
        }
    }

    void flush() {
        byte[] given = dropped;
        if (given == null) {
            forced = cached;
            return;
        }
        byte[] next = cached.clone();
        for (int i = 0; i < Math.min(given.length, next.length); i++) {
            if (given[i] == next[i]) {
                next[i] = i < forced.length ? forced[i] : 0;
            }
        }
        forced = next;
    }

    /** The flush fails: what waited for it is as good as lost, though reads still see it. */
    void failFlush() {
        dropped = cached;
    }

    /** The power comes back, and these are the bytes. */
    void become(byte[] bytes) {
        cached = bytes;
        forced = bytes;
        dropped = null;
    }

    /** The same file on a copy of the disk; one inode has one copy, whatever names it has. */
    Inode copy(IdentityHashMap<Inode, Inode> copies) {
        return copies.computeIfAbsent(this, original -> {
            Inode copy = new Inode(lastModifiedMs);
            copy.cached = cached;
            copy.forced = forced;
            copy.dropped = dropped;
            return copy;
        });
    }
}
