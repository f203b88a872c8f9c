package io.deliverytracking.dbwriter.persistence.trail;

import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;

/**
 * What all riders send, a fix a second each: who sends when, and where in the log it ends up. A rider's moment within the
 * second has nothing to do with its number, and stays; so between two times a whole number of seconds apart each rider has
 * exactly as many fixes.
 *
 * <p>Threading: several {@link RiderFeed}s read it, each on a thread of its own, of different riders and partitions.
 */
public final class RiderStream {
    static final int LOG_PARTITIONS = 12;

    private final long startMs;
    private final int[] ridersByMoment;
    private final int[] momentMs;
    private final RiderMoves moves;
    private final long[] nextOffsets = new long[LOG_PARTITIONS];
    private final SplittableRandom[] offsetNoise = new SplittableRandom[LOG_PARTITIONS];

    /** A stream that begins at {@code startMs}. */
    public RiderStream(int riders, long startMs) {
        this.startMs = startMs;
        this.moves = new RiderMoves(riders);
        this.ridersByMoment = new int[riders];
        Random random = new Random(1);
        for (int i = 0; i < riders; i++) {
            int j = random.nextInt(i + 1);
            ridersByMoment[i] = ridersByMoment[j];
            ridersByMoment[j] = i;
        }
        this.momentMs = new int[riders];
        for (int moment = 0; moment < riders; moment++) {
            momentMs[ridersByMoment[moment]] = (int) (moment * 1000L / riders);
        }
        for (int p = 0; p < LOG_PARTITIONS; p++) {
            offsetNoise[p] = new SplittableRandom(p);
        }
    }

    public int riders() {
        return ridersByMoment.length;
    }

    public long startMs() {
        return startMs;
    }

    /** A part of the riders, whoever is in every {@code parts}-th partition of the log, from a second on. */
    RiderFeed feed(int part, int parts, int fromSecond) {
        if (LOG_PARTITIONS % parts != 0) {
            throw new IllegalArgumentException(LOG_PARTITIONS + " partitions do not make " + parts + " equal parts");
        }
        int[] members = Arrays.stream(ridersByMoment)
                .filter(rider -> partition(rider) % parts == part)
                .toArray();
        return new RiderFeed(this, members, fromSecond);
    }

    /** When a rider sends the fix of a second. */
    long sentMs(int rider, int second) {
        return startMs + second * 1000L + momentMs[rider];
    }

    static int partition(int rider) {
        return rider % LOG_PARTITIONS;
    }

    RiderMoves moves() {
        return moves;
    }

    /** Others' records of the same partition come now sooner and now later than a second before. */
    long nextOffset(int partition) {
        long offset = nextOffsets[partition];
        SplittableRandom noise = offsetNoise[partition];
        nextOffsets[partition] += noise.nextInt(8) == 0 ? 1 + noise.nextInt(16) : 1;
        return offset;
    }
}
