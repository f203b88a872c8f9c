package io.deliverytracking.broker.handler;

import io.deliverytracking.broker.port.Clock;
import io.deliverytracking.broker.port.RandomSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchRequestData.FetchPartition;
import org.apache.kafka.common.message.FetchRequestData.FetchTopic;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/**
 * The broker's fetch sessions: a cache of bounded size, for a lost session costs its client one full request.
 *
 * <pre>
 *   session id, epoch     meaning
 *   0, -1                 a full fetch without a session
 *   id, -1                the same, and the session ends
 *   any, 0                a full fetch that asks for a new session; the old one ends
 *   id, n                 the session's n-th request: only what changed
 * </pre>
 *
 * <p>Eviction: a new session takes the place of the one unused for longest if that is {@link #EVICTION_MS} ago, else of
 * the smallest one that is smaller than itself and as old as that, else it gets none and its client goes on with full
 * requests.
 *
 * <p>Threading: confined to the lane.
 *
 * <p>Source: KIP-227; KIP-516 (topic ids in sessions).
 */
final class FetchSessions {

    /** Apache Kafka's: two minutes. */
    static final long EVICTION_MS = TimeUnit.MINUTES.toMillis(2);

    private final int maxSessions;
    private final Clock clock;
    private final RandomSource random;
    // In the order of their last use.
    private final LinkedHashMap<Integer, FetchSession> sessions = new LinkedHashMap<>(16, 0.75f, true);

    FetchSessions(int maxSessions, Clock clock, RandomSource random) {
        this.maxSessions = maxSessions;
        this.clock = clock;
        this.random = random;
    }

    /**
     * A request as its session completes it.
     *
     * @param error why the request can't be served; then there is nothing else
     * @param session the session of an incremental request; null for a full one
     * @param wantsSession whether a full request asks for a new session
     * @param partitions what to fetch, in turn
     */
    record Fetch(
            Errors error, @Nullable FetchSession session, boolean wantsSession, List<FetchedPartition> partitions) {

        static Fetch failed(Errors error) {
            return new Fetch(error, null, false, List.of());
        }
    }

    int size() {
        return sessions.size();
    }

    Fetch open(FetchRequestData request, boolean usesTopicIds) {
        int epoch = request.sessionEpoch();
        if (epoch == FetchSession.INITIAL_EPOCH || epoch == FetchSession.FINAL_EPOCH) {
            sessions.remove(request.sessionId());
            return new Fetch(Errors.NONE, null, epoch == FetchSession.INITIAL_EPOCH, asked(request));
        }
        FetchSession session = sessions.get(request.sessionId());
        if (session == null) {
            return Fetch.failed(Errors.FETCH_SESSION_ID_NOT_FOUND);
        }
        if (session.usesTopicIds() != usesTopicIds) {
            return Fetch.failed(Errors.FETCH_SESSION_TOPIC_ID_ERROR);
        }
        if (session.epoch() != epoch) {
            return Fetch.failed(Errors.INVALID_FETCH_SESSION_EPOCH);
        }
        session.update(request, clock.wallClockMs());
        if (session.size() == 0) {
            sessions.remove(session.id());
            return new Fetch(Errors.NONE, null, false, List.of());
        }
        return new Fetch(Errors.NONE, session, false, session.partitions());
    }

    /** A session for these partitions, or null if there is no place for it. */
    @Nullable
    FetchSession create(List<FetchedPartition> partitions, boolean usesTopicIds) {
        long nowMs = clock.wallClockMs();
        if (!makePlace(partitions.size(), nowMs)) {
            return null;
        }
        FetchSession session = new FetchSession(freeId(), usesTopicIds, partitions, nowMs);
        sessions.put(session.id(), session);
        return session;
    }

    private boolean makePlace(int size, long nowMs) {
        if (sessions.size() < maxSessions) {
            return true;
        }
        FetchSession smallest = null;
        for (FetchSession session : sessions.values()) {
            if (nowMs - session.lastUsedMs() > EVICTION_MS) {
                sessions.remove(session.id());
                return true;
            }
            boolean old = nowMs - session.createdMs() > EVICTION_MS;
            if (old && session.size() < size && (smallest == null || session.size() < smallest.size())) {
                smallest = session;
            }
        }
        return smallest != null && sessions.remove(smallest.id()) != null;
    }

    private int freeId() {
        while (true) {
            int id = 1 + random.nextInt(Integer.MAX_VALUE);
            // Not get: that would count as a use.
            if (!sessions.containsKey(id)) {
                return id;
            }
        }
    }

    private static List<FetchedPartition> asked(FetchRequestData request) {
        // A partition named twice counts once, as it was named last.
        Map<FetchKey, Integer> positions = new HashMap<>();
        List<FetchedPartition> partitions = new ArrayList<>();
        forEachPartition(request, (key, asked) -> {
            Integer position = positions.putIfAbsent(key, partitions.size());
            if (position == null) {
                partitions.add(new FetchedPartition(key, asked));
            } else {
                partitions.get(position).update(asked);
            }
        });
        return partitions;
    }

    static void forEachPartition(FetchRequestData request, BiConsumer<FetchKey, FetchPartition> consumer) {
        for (FetchTopic topic : request.topics()) {
            for (FetchPartition partition : topic.partitions()) {
                consumer.accept(key(topic.topic(), topic.topicId(), partition.partition()), partition);
            }
        }
    }

    static FetchKey key(@Nullable String topic, Uuid topicId, int index) {
        return new FetchKey(topic == null ? "" : topic, topicId, index);
    }
}
