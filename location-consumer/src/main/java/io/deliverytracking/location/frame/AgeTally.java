package io.deliverytracking.location.frame;

/**
 * How old the positions of frames were, counted in steps of {@value FrameWriter#AGE_STEP_MS} ms.
 *
 * <p>One increment a position, so that looking at all of 100,000 a second costs next to nothing; whoever publishes quantiles
 * empties it now and then. Everything above the last step counts as the last.
 *
 * <p>Threading: confined to the thread that makes the frames.
 */
public final class AgeTally {

    /** Up to 41 s. */
    private static final int STEPS = 4_096;

    private final int[] counts = new int[STEPS];

    /** Takes one bucket. */
    @FunctionalInterface
    public interface Bucket {

        void accept(long ageMs, int count);
    }

    void add(int ageSteps) {
        counts[Math.min(ageSteps, STEPS - 1)]++;
    }

    /** Hands over all that was counted since the last time. */
    public void drain(Bucket to) {
        for (int step = 0; step < STEPS; step++) {
            if (counts[step] > 0) {
                to.accept((long) step * FrameWriter.AGE_STEP_MS, counts[step]);
                counts[step] = 0;
            }
        }
    }
}
