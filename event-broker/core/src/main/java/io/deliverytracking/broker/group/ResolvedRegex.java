package io.deliverytracking.broker.group;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The topics that a regular expression stands for.
 *
 * @param metadataVersion the version of the cluster's metadata in which they were looked up
 * @param timestampMs when, in milliseconds since the epoch
 */
record ResolvedRegex(SortedSet<String> topics, long metadataVersion, long timestampMs) {

    ResolvedRegex {
        topics = Collections.unmodifiableSortedSet(new TreeSet<>(topics));
    }
}
