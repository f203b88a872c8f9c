package io.deliverytracking.broker.log.compaction;

import java.nio.ByteBuffer;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * From keys to their last offset, in bounded memory: 24 bytes a key, whatever its length.
 *
 * <pre>
 *   slot:  hash, upper half int64 | hash, lower half int64 | offset + 1 int64 (0: the slot is free)
 * </pre>
 *
 * <p>Open addressing with linear probing. It begins small and doubles up to its limit, so that a log of few keys costs
 * little.
 *
 * <p>Two keys with one hash would lose a record, so the hash must not collide, not even for somebody who tries. Unlike
 * Apache Kafka, which takes MD5: its collisions are made at will since 2004. This is SHA-256 cut to 128 bits; 2^64 keys would
 * have to be tried, and processors have instructions for it.
 *
 * <p>Threading: one thread at a time.
 */
final class KeyOffsets {

    static final int SLOT_BYTES = 3 * Long.BYTES;

    private static final int FIRST_SLOTS = 1024;
    /** One for a key, so that every round gets on, and a free one. */
    private static final int FEWEST_SLOTS = 2;

    private static final int LONGS = 3;
    private static final int OFFSET = 2;
    /** Of an array of longs: some virtual machines keep a few words of the largest for themselves. */
    private static final int MOST_SLOTS = (Integer.MAX_VALUE - 8) / LONGS;

    private final int maxSlots;
    private final double loadFactor;
    private final MessageDigest digest = sha256();
    private final byte[] hash = new byte[32];
    private final ByteBuffer hashView = ByteBuffer.wrap(hash);

    private long[] table;
    private int slots;
    private int size;

    KeyOffsets(long maxBytes, double loadFactor) {
        this.maxSlots = (int) Math.max(FEWEST_SLOTS, Math.min(maxBytes / SLOT_BYTES, MOST_SLOTS));
        this.loadFactor = loadFactor;
        this.slots = Math.min(FIRST_SLOTS, maxSlots);
        this.table = new long[LONGS * slots];
    }

    /**
     * Notes that {@code key} is at {@code offset}, which is not below any offset noted for it.
     *
     * @return false if there is no room for another key
     */
    boolean put(ByteBuffer key, long offset) {
        hash(key);
        long upper = hashView.getLong(0);
        long lower = hashView.getLong(Long.BYTES);
        int at = find(upper, lower);
        if (table[at + OFFSET] == 0) {
            if (size >= capacity()) {
                if (slots == maxSlots) {
                    return false;
                }
                grow();
                at = find(upper, lower);
            }
            size++;
            table[at] = upper;
            table[at + 1] = lower;
        }
        table[at + OFFSET] = offset + 1;
        return true;
    }

    /** The offset noted last for {@code key}, or -1. */
    long get(ByteBuffer key) {
        hash(key);
        return table[find(hashView.getLong(0), hashView.getLong(Long.BYTES)) + OFFSET] - 1;
    }

    /** How many keys. */
    int size() {
        return size;
    }

    /** So many keys fit now: at least one slot stays free, or a search for what is not there would not end. */
    private int capacity() {
        return Math.min(slots - 1, Math.max(1, (int) (slots * loadFactor)));
    }

    private int find(long upper, long lower) {
        int slot = (int) Long.remainderUnsigned(upper, slots);
        while (true) {
            int at = LONGS * slot;
            if (table[at + OFFSET] == 0 || (table[at] == upper && table[at + 1] == lower)) {
                return at;
            }
            slot = slot + 1 == slots ? 0 : slot + 1;
        }
    }

    private void grow() {
        long[] old = table;
        slots = (int) Math.min(maxSlots, 2L * slots);
        table = new long[LONGS * slots];
        for (int from = 0; from < old.length; from += LONGS) {
            if (old[from + OFFSET] != 0) {
                System.arraycopy(old, from, table, find(old[from], old[from + 1]), LONGS);
            }
        }
    }

    private void hash(ByteBuffer key) {
        digest.update(key.duplicate());
        try {
            digest.digest(hash, 0, hash.length);
        } catch (DigestException e) {
            throw new IllegalStateException("32 bytes hold a SHA-256", e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
