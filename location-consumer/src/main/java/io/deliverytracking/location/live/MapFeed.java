package io.deliverytracking.location.live;

import io.deliverytracking.location.frame.Frame;
import io.deliverytracking.location.frame.FrameStream;

/**
 * A box as binary frames.
 *
 * <p>While the map is being restored after a start, the first frame waits: what comes out of the log meanwhile is the past,
 * and a client that has come back knows better. Any movement anywhere counts as a change, so a frame may have no entries;
 * it tells the client that its box is at rest and the service is not.
 */
record MapFeed(Sources sources, FrameStream frames) implements Feed {

    @Override
    public boolean isReady() {
        return sources.restored().getAsBoolean();
    }

    @Override
    public long version(long nowMs) {
        return sources.images().at(nowMs).version();
    }

    @Override
    public Message next(long nowMs, long skipped) {
        Frame frame = frames.next(sources.images().at(nowMs), sources.writer());
        sources.statistics().frame(frame, nowMs);
        return new Message.Binary(frame.bytes());
    }
}
