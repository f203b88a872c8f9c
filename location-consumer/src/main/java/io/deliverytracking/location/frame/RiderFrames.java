package io.deliverytracking.location.frame;

import io.deliverytracking.location.domain.FleetImage;
import io.deliverytracking.location.domain.GeoBox;

/**
 * The riders of a box: a snapshot first, then what changed.
 *
 * <p>Invariant: after each frame the client knows of exactly the riders in the box (of more than the limit, those with the
 * smallest ids), each with the fix that the image had. A position that was sent is never followed by an older one of the
 * rider, since the map has none.
 *
 * <p>Conflated are, of the riders in both this frame's state and the preceding one's, the fixes in between but the last. What
 * happened outside of the box or the limit is not counted, nor what happened before the client was shown the rider. When
 * the image begins a new generation, the next frame is a snapshot again.
 *
 * <p>A pass over all riders of the map, in the order of ids: 50 boxes of a whole city want everybody anyway, and for a small box a
 * comparison of four numbers in a row is cheaper than bringing the grid's answer into order.
 */
public final class RiderFrames implements FrameStream {

    /** The largest 16-bit coordinate. */
    private static final int COORDINATE_STEPS = 65_535;

    private final int subscription;
    private final GeoBox box;
    private final int limit;
    private final BoxScale scale;
    private final AgeTally ages;
    private final Shown shown = new Shown();
    private int number;

    /** {@code ages} is told the age of every position that is sent. */
    public RiderFrames(int subscription, GeoBox box, int limit, AgeTally ages) {
        this.subscription = subscription;
        this.box = box;
        this.limit = limit;
        this.scale = new BoxScale(box, COORDINATE_STEPS, COORDINATE_STEPS);
        this.ages = ages;
    }

    @Override
    public Frame next(FleetImage image, FrameWriter writer) {
        int type = shown.follow(image) ? FrameWriter.DELTA : FrameWriter.SNAPSHOT;
        writer.begin(type, subscription, number++, image.atMs(), box);
        int inBox = 0;
        int conflated = 0;
        int count = image.count();
        for (int rank = 0; rank < count; rank++) {
            int index = image.indexAt(rank);
            if (box.contains(image.latitudeE7(index), image.longitudeE7(index)) && inBox++ < limit) {
                boolean isNew = !shown.has(index);
                int fixes = shown.show(index, image);
                if (isNew || fixes > 0) {
                    write(image, index, writer);
                    conflated += Math.max(0, fixes - 1);
                }
            } else if (shown.has(index)) {
                shown.forget(index);
                writer.removed(image.riderId(index));
            }
        }
        int flags = inBox > limit ? FrameWriter.LIMITED : 0;
        int positions = writer.entries();
        return new Frame(writer.end(flags, conflated, inBox), positions, conflated);
    }

    private void write(FleetImage image, int index, FrameWriter writer) {
        long ageSteps = (image.atMs() - image.eventTimeMs(index)) / FrameWriter.AGE_STEP_MS;
        int age = (int) Math.max(0, Math.min(FrameWriter.MAX_AGE_STEPS, ageSteps));
        ages.add(age);
        writer.rider(
                image.riderId(index),
                // Half a step up and cut off: rounded, since no coordinate is negative.
                (int) (scale.x(image.longitudeE7(index)) + 0.5),
                (int) (scale.y(image.latitudeE7(index)) + 0.5),
                image.status(index).number(),
                image.headingDeg(index),
                age);
    }
}
