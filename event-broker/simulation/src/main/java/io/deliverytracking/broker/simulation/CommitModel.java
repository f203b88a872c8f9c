package io.deliverytracking.broker.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What groups committed, as the states that {@code __consumer_offsets} went through: a kill leaves the last, a loss of
 * power any since the last that was forced.
 */
final class CommitModel {

    /** Whose offset of what. */
    record Key(String group, String topic, int partition) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byGroup = group.compareTo(other.group);
            int byTopic = byGroup != 0 ? byGroup : topic.compareTo(other.topic);
            return byTopic != 0 ? byTopic : Integer.compare(partition, other.partition);
        }
    }

    private record State(SortedMap<Key, String> offsets, long logEndOffset) {}

    private final List<State> states = new ArrayList<>(List.of(new State(new TreeMap<>(), 0)));
    private @Nullable SortedMap<Key, String> unanswered;
    private long forcedOffset;

    /** A commit is on its way. */
    void onSent(Key key, String committed) {
        SortedMap<Key, String> next = new TreeMap<>(current());
        next.put(key, committed);
        unanswered = next;
    }

    /** It is answered, and the log ends here. */
    void onAcknowledged(long logEndOffset) {
        SortedMap<Key, String> next = unanswered;
        if (next != null) {
            states.add(new State(next, logEndOffset));
        }
        unanswered = null;
    }

    /** A topic is gone, and what was committed of it with it. */
    void onTopicDeleted(String topic, long logEndOffset) {
        SortedMap<Key, String> next = new TreeMap<>(current());
        next.keySet().removeIf(key -> key.topic().equals(topic));
        states.add(new State(next, logEndOffset));
        if (unanswered != null) {
            unanswered.keySet().removeIf(key -> key.topic().equals(topic));
        }
    }

    /** A commit that failed may turn out to be there after a restart, or not: the broker says which. */
    void adopt(SortedMap<Key, String> found) {
        if (!found.equals(current())) {
            states.add(new State(found, Long.MAX_VALUE));
        }
        unanswered = null;
    }

    boolean isUndecided() {
        return unanswered != null;
    }

    /** Everything up to here is forced to disk. */
    void observe(long recoveryPoint) {
        forcedOffset = Math.max(forcedOffset, recoveryPoint);
    }

    void onForced() {
        states.subList(0, states.size() - 1).clear();
    }

    SortedMap<Key, String> current() {
        return states.get(states.size() - 1).offsets();
    }

    /** The states that offsets may be in; only those of {@code topics} count. */
    List<SortedMap<Key, String>> possible(boolean powerLost, Set<String> topics) {
        List<SortedMap<Key, String>> possible = new ArrayList<>();
        for (int i = powerLost ? firstPossible() : states.size() - 1; i < states.size(); i++) {
            possible.add(of(topics, states.get(i).offsets()));
        }
        if (unanswered != null) {
            possible.add(of(topics, unanswered));
        }
        return possible;
    }

    private int firstPossible() {
        int first = 0;
        for (int i = 0; i < states.size(); i++) {
            if (states.get(i).logEndOffset() <= forcedOffset) {
                first = i;
            }
        }
        return first;
    }

    static SortedMap<Key, String> of(Set<String> topics, SortedMap<Key, String> offsets) {
        SortedMap<Key, String> chosen = new TreeMap<>(offsets);
        chosen.keySet().removeIf(key -> !topics.contains(key.topic()));
        return chosen;
    }
}
