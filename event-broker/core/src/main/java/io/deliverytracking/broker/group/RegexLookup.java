package io.deliverytracking.broker.group;

import io.deliverytracking.broker.group.TopicPattern.InvalidPatternException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Holds one regular expression against the topics that exist, a few at a time, and each topic once: when a topic is made or
 * deleted, the others are not looked at again.
 *
 * <pre>
 *   among(a b c)   undecided a b c    proceed    decided a b c, of which b matches
 *   among(b c d)   undecided d        proceed    decided b c d
 * </pre>
 *
 * <p>In memory alone: what it comes to is durable elsewhere, and after a restart it begins anew.
 *
 * <p>Failure: what is no expression, as one in the log of another broker may be, stands for nothing. Nor does one that needs
 * more stack than there is now; that is asked again when topics change.
 *
 * <p>Threading: confined to the lane of the group.
 */
final class RegexLookup {

    private final String regex;
    private final SortedSet<String> matching = new TreeSet<>();
    private List<String> topics = List.of();
    private List<String> decided = List.of();
    private List<String> undecided = List.of();
    /** Compiled as long as it is needed: groups are many, and one that is large takes 100 KB. */
    private @Nullable TopicPattern pattern;

    RegexLookup(String regex) {
        this.regex = regex;
    }

    /** These are the topics there are, in the order of their names. The list is kept; lookups may share it. */
    void among(List<String> all) {
        List<String> known = new ArrayList<>();
        List<String> added = new ArrayList<>();
        int next = 0;
        for (String topic : all) {
            while (next < decided.size() && isBefore(decided.get(next), topic)) {
                next++;
            }
            boolean isKnown = next < decided.size() && decided.get(next).equals(topic);
            (isKnown ? known : added).add(topic);
        }
        topics = all;
        matching.removeIf(topic -> Collections.binarySearch(all, topic) < 0);
        decided = added.isEmpty() ? all : known;
        undecided = added;
    }

    /** Names that are known are the same string, and so soon compared. */
    private static boolean isBefore(String one, String other) {
        return !one.equals(other) && one.compareTo(other) < 0;
    }

    /** Decides on some topics, one at least. Returns how much of the effort is left, by {@link TopicPattern#effort}. */
    long proceed(long effort) {
        long left = effort;
        try {
            int next = 0;
            while (next < undecided.size() && left > 0) {
                left -= pattern == null ? TopicPattern.COMPILING : 0;
                TopicPattern compiled = pattern();
                String topic = undecided.get(next++);
                left -= compiled.effort(topic);
                if (compiled.matches(topic)) {
                    matching.add(topic);
                }
            }
            decide(next);
        } catch (InvalidPatternException e) {
            matching.clear();
            topics = List.of();
            decided = List.of();
            undecided = List.of();
        }
        if (isDone()) {
            pattern = null;
        }
        return left;
    }

    private TopicPattern pattern() throws InvalidPatternException {
        if (pattern == null) {
            pattern = TopicPattern.of(regex);
        }
        return pattern;
    }

    private void decide(int count) {
        if (count == undecided.size()) {
            decided = topics;
            undecided = List.of();
        } else if (count > 0) {
            List<String> now = new ArrayList<>(decided);
            now.addAll(undecided.subList(0, count));
            Collections.sort(now);
            decided = now;
            undecided = List.copyOf(undecided.subList(count, undecided.size()));
        }
    }

    /** Whether all topics are decided on. */
    boolean isDone() {
        return undecided.isEmpty();
    }

    /** Those of the topics decided on that it stands for. */
    SortedSet<String> matching() {
        return Collections.unmodifiableSortedSet(matching);
    }
}
