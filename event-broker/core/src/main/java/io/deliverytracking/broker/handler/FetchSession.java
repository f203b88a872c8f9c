package io.deliverytracking.broker.handler;

import io.deliverytracking.broker.record.RecordBatches;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.jspecify.annotations.Nullable;

/**
 * The partitions that one client fetches again and again, so that it has to send only what changes and is told only
 * what is new.
 *
 * <p>Invariant: the epoch counts the requests of the session: 1 after the first, and after {@link Integer#MAX_VALUE}
 * again 1. A request with another epoch was lost or repeated, and the session is of no use to it.
 *
 * <p>Order: partitions are served in turn. One that gave data goes to the end, so that a busy partition at the front
 * can't starve those behind it of the response's bytes.
 *
 * <p>Threading: confined to the lane.
 *
 * <p>Source: KIP-227.
 */
final class FetchSession {

    /** The request that asks for a new session. */
    static final int INITIAL_EPOCH = 0;

    /** The request that ends a session, or wants none. */
    static final int FINAL_EPOCH = -1;

    /** No session. */
    static final int NO_SESSION = 0;

    private final int id;
    private final boolean usesTopicIds;
    private final long createdMs;
    private final LinkedHashMap<FetchKey, FetchedPartition> partitions = new LinkedHashMap<>();
    private int epoch = 1;
    private long lastUsedMs;

    FetchSession(int id, boolean usesTopicIds, List<FetchedPartition> fetched, long nowMs) {
        this.id = id;
        this.usesTopicIds = usesTopicIds;
        this.createdMs = nowMs;
        this.lastUsedMs = nowMs;
        fetched.forEach(partition -> partitions.put(partition.key(), partition));
    }

    int id() {
        return id;
    }

    int epoch() {
        return epoch;
    }

    boolean usesTopicIds() {
        return usesTopicIds;
    }

    int size() {
        return partitions.size();
    }

    long createdMs() {
        return createdMs;
    }

    long lastUsedMs() {
        return lastUsedMs;
    }

    /** Takes a request's changes over and counts it. */
    void update(FetchRequestData request, long nowMs) {
        lastUsedMs = nowMs;
        epoch = epoch == Integer.MAX_VALUE ? 1 : epoch + 1;
        FetchSessions.forEachPartition(request, (key, asked) -> {
            FetchedPartition known = partitions.get(key);
            if (known == null) {
                partitions.put(key, new FetchedPartition(key, asked));
            } else {
                known.update(asked);
            }
        });
        for (FetchRequestData.ForgottenTopic topic : request.forgottenTopicsData()) {
            for (int index : topic.partitions()) {
                partitions.remove(FetchSessions.key(topic.topic(), topic.topicId(), index));
            }
        }
    }

    /** What to fetch, in turn. */
    List<FetchedPartition> partitions() {
        return new ArrayList<>(partitions.values());
    }

    /** Keeps what is news to the client, remembers that it is told, and puts those with data at the end of the turn. */
    List<@Nullable PartitionData> tellNews(List<FetchedPartition> fetched, List<PartitionData> read) {
        List<@Nullable PartitionData> news = new ArrayList<>(read.size());
        for (int i = 0; i < read.size(); i++) {
            FetchedPartition partition = fetched.get(i);
            PartitionData data = read.get(i);
            if (!partition.isNews(data)) {
                news.add(null);
                continue;
            }
            news.add(data);
            partition.onTold(data);
            boolean hasData = RecordBatches.sizeInBytesOf(data.records()) > 0;
            if (hasData && partitions.remove(partition.key(), partition)) {
                partitions.put(partition.key(), partition);
            }
        }
        return news;
    }
}
