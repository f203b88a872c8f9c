package io.deliverytracking.demo.live;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where the log ends and where its groups are, at one moment.
 *
 * @param takenAtNs      monotonic, no later than any of the answers
 * @param locationEvents end offsets of the location topic, summed
 * @param orderUpdates   end offsets of the topic of order updates, summed
 * @param lagByGroup     records between what a group has committed and the end, over both topics; by group name
 */
public record LogSample(long takenAtNs, long locationEvents, long orderUpdates, Map<String, Long> lagByGroup) {

    public LogSample {
        lagByGroup = new TreeMap<>(lagByGroup);
    }

    /** Whether each of these groups has read everything. */
    public boolean drainedBy(Collection<String> groups) {
        return lagOf(groups) == 0;
    }

    /** What these groups together have not read yet, in records. */
    public long lagOf(Collection<String> groups) {
        return groups.stream()
                .mapToLong(group -> lagByGroup.getOrDefault(group, 0L))
                .sum();
    }

    /** Events a second since an earlier sample. */
    public double eventsPerSecondSince(LogSample earlier) {
        double seconds = (takenAtNs - earlier.takenAtNs) / 1e9;
        return seconds <= 0 ? 0 : Math.max(0, locationEvents - earlier.locationEvents) / seconds;
    }
}
