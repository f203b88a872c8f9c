package io.deliverytracking.console.domain;

import java.util.Map;
import java.util.OptionalLong;

/**
 * How far a consumer group has got.
 *
 * @param consumed the sum of its committed offsets, which grows with what it reads
 * @param lag records that it has yet to commit, over the partitions that it has committed in; empty if there is none, as
 *     with a group that has never been there
 */
public record GroupProgress(long consumed, OptionalLong lag) {

    /**
     * @param ends end offsets by partition; a partition that has none here is of no interest
     * @param committed offsets by partition; one beyond the end (read a moment later) is no negative lag
     */
    public static <P> GroupProgress of(Map<P, Long> ends, Map<P, Long> committed) {
        long consumed = 0;
        long lag = 0;
        boolean any = false;
        for (Map.Entry<P, Long> partition : committed.entrySet()) {
            Long end = ends.get(partition.getKey());
            if (end != null) {
                any = true;
                consumed += partition.getValue();
                lag += Math.max(0, end - partition.getValue());
            }
        }
        return new GroupProgress(consumed, any ? OptionalLong.of(lag) : OptionalLong.empty());
    }
}
