package io.deliverytracking.dbwriter.persistence.trail;

import io.deliverytracking.dbwriter.domain.PartitionRead;
import io.deliverytracking.dbwriter.domain.ReadBatch;
import java.util.ArrayList;
import java.util.List;

/**
 * Polls of some of the riders of a {@link RiderStream}, in the order in which they send.
 *
 * <p>Threading: confined to one thread.
 */
final class RiderFeed {
    private final RiderStream stream;
    private final int[] members;
    private final MadeRead[] reads = new MadeRead[RiderStream.LOG_PARTITIONS];
    private int second;
    private int moment;

    RiderFeed(RiderStream stream, int[] members, int fromSecond) {
        this.stream = stream;
        this.members = members;
        this.second = fromSecond;
        for (int p = 0; p < reads.length; p++) {
            reads[p] = new MadeRead(p);
        }
    }

    /** How many whole seconds have been polled. */
    int second() {
        return second;
    }

    /** Everything sent before this has been polled. */
    long timeMs() {
        return stream.sentMs(members[moment], second);
    }

    /** The next records, up to the end of the second; the one before is gone with it. */
    ReadBatch poll(int atMost) {
        for (MadeRead read : reads) {
            read.clear();
        }
        int end = Math.min(members.length, moment + atMost);
        for (; moment < end; moment++) {
            int rider = members[moment];
            int partition = RiderStream.partition(rider);
            long timeMs = stream.sentMs(rider, second);
            reads[partition].add(
                    stream.nextOffset(partition), timeMs, stream.moves().next(rider, second, timeMs));
        }
        if (moment == members.length) {
            moment = 0;
            second++;
        }
        List<PartitionRead> polled = new ArrayList<>();
        for (MadeRead read : reads) {
            if (read.size() > 0) {
                polled.add(read);
            }
        }
        return new ReadBatch(polled);
    }
}
