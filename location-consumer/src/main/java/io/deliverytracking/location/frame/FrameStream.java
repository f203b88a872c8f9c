package io.deliverytracking.location.frame;

import io.deliverytracking.location.domain.FleetImage;

/**
 * What one client is sent in one subscription, frame by frame: each says how the state differs from what the preceding one
 * said, so a frame that was made has to be sent.
 *
 * <p>Threading: confined to the thread of the image.
 */
public interface FrameStream {

    /** The next frame, of the image as it is now. */
    Frame next(FleetImage image, FrameWriter writer);
}
