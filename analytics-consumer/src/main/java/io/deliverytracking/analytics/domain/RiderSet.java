package io.deliverytracking.analytics.domain;

import java.util.Arrays;

/** A set of rider slots as a bitmap that grows. Not thread-safe. */
final class RiderSet {

    private static final long[] EMPTY = {};

    private long[] words = EMPTY;

    void add(int slot) {
        int word = slot >>> 6;
        if (word >= words.length) {
            words = Arrays.copyOf(words, Math.max(word + 1, words.length * 2));
        }
        words[word] |= 1L << slot;
    }

    void addAll(RiderSet other) {
        if (other.words.length > words.length) {
            words = Arrays.copyOf(words, other.words.length);
        }
        for (int i = 0; i < other.words.length; i++) {
            words[i] |= other.words[i];
        }
    }

    int size() {
        int size = 0;
        for (long word : words) {
            size += Long.bitCount(word);
        }
        return size;
    }

    /** The size of the union, without making it. */
    static int sizeOfUnion(RiderSet... sets) {
        int length = 0;
        for (RiderSet set : sets) {
            length = Math.max(length, set.words.length);
        }
        int size = 0;
        for (int i = 0; i < length; i++) {
            long union = 0;
            for (RiderSet set : sets) {
                if (i < set.words.length) {
                    union |= set.words[i];
                }
            }
            size += Long.bitCount(union);
        }
        return size;
    }
}
