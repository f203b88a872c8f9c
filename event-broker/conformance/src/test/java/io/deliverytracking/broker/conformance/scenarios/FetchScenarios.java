package io.deliverytracking.broker.conformance.scenarios;

import static io.deliverytracking.broker.conformance.script.Scenario.scenario;
import static org.apache.kafka.common.protocol.ApiKeys.FETCH;

import io.deliverytracking.broker.conformance.script.Conversation;
import io.deliverytracking.broker.conformance.script.Scenario;
import io.deliverytracking.broker.conformance.script.Script;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchResponseData;

/** Reading: where from, how much, how long to wait, and fetch sessions. */
final class FetchScenarios {

    private static final int FIRST_WITH_SESSIONS = 7;
    private static final int FIRST_WITH_LEADER_EPOCH = 9;
    private static final int FIRST_WITH_LAST_FETCHED_EPOCH = 12;
    private static final int FIRST_WITH_TOPIC_IDS = 13;

    private FetchScenarios() {}

    static Stream<Scenario> all() {
        return Stream.of(places(), limits(), epochs(), sessions()).flatMap(scenarios -> scenarios);
    }

    private static Stream<Scenario> places() {
        return Stream.of(
                fetch("from the beginning, inside a batch, at the end", with -> {
                    Log log = new Log(with);
                    for (long offset : new long[] {0, 1, 2, 3, 5, 6}) {
                        with.ask(log.from(Requests.at(offset)));
                    }
                }),
                fetch("out of range", with -> {
                    Log log = new Log(with);
                    with.ask(log.from(Requests.at(7)));
                    with.ask(log.from(Requests.at(-1)));
                    with.ask(log.from(Requests.at(Long.MAX_VALUE)));
                    log.deleteBelow(4);
                    with.ask(log.from(Requests.at(0)));
                    with.ask(log.from(Requests.at(3)));
                    with.ask(log.from(Requests.at(4)));
                }),
                fetch("unknown partition and topic", with -> {
                    Log log = new Log(with);
                    with.ask(log.from(Requests.at(9, 0)));
                    with.ask(log.from(Requests.at(-1, 0)));
                    with.ask(Requests.fetch(with.name("unknown"), Requests.UNKNOWN_ID, Requests.at(0)));
                    with.ask(Requests.fetch("", Uuid.ZERO_UUID, Requests.at(0)));
                }),
                fetch("known and unknown together", with -> {
                    Log log = new Log(with);
                    FetchRequestData request = log.from(Requests.at(0), Requests.at(9, 0));
                    request.topics()
                            .addAll(Requests.fetch(with.name("unknown"), Requests.UNKNOWN_ID, Requests.at(0))
                                    .topics());
                    with.ask(request);
                }),
                fetch("read committed", with -> {
                    Log log = new Log(with);
                    with.ask(log.from(Requests.at(0)).setIsolationLevel((byte) 1));
                    with.ask(log.from(Requests.at(6)).setIsolationLevel((byte) 1));
                }),
                fetch(
                        "nothing",
                        with -> with.ask(
                                new FetchRequestData().setSessionEpoch(-1).setMaxBytes(1))),
                fetch("a partition that is named twice", with -> {
                    Log log = new Log(with);
                    with.ask(log.from(Requests.at(0), Requests.at(3)));
                }),
                fetch("zstd", with -> {
                    String topic = with.topic("t", 1);
                    Requests.write(with, topic, Batches.of("a"));
                    Requests.write(
                            with, topic, Batches.compressed(Compression.zstd().build(), "b", "c"));
                    with.ask(Requests.fetch(topic, with.idOf(topic), Requests.at(0)));
                    with.ask(Requests.fetch(topic, with.idOf(topic), Requests.at(1)));
                }));
    }

    private static Stream<Scenario> limits() {
        return Stream.of(
                fetch("the first batch comes whole whatever the limits", with -> {
                    Log log = new Log(with);
                    with.ask(log.from(Requests.at(0).setPartitionMaxBytes(1)));
                    with.ask(log.from(Requests.at(0)).setMaxBytes(1));
                    with.ask(log.from(
                            Requests.at(0).setPartitionMaxBytes(1),
                            Requests.at(1, 0).setPartitionMaxBytes(1)));
                    with.ask(log.from(Requests.at(0), Requests.at(1, 0)).setMaxBytes(1));
                }),
                fetch("no bytes at all", with -> {
                    Log log = new Log(with);
                    with.ask(log.from(Requests.at(0).setPartitionMaxBytes(0)));
                    with.ask(log.from(Requests.at(0)).setMaxBytes(0));
                }),
                fetch("an empty partition before a full one", with -> {
                    Log log = new Log(with);
                    with.ask(log.from(Requests.at(6), Requests.at(1, 0)).setMaxBytes(1));
                }),
                fetch("waiting until there is enough", with -> {
                    Log log = new Log(with);
                    Conversation.Awaited waiting =
                            with.askMeanwhile(log.from(Requests.at(6)).setMaxWaitMs(20_000));
                    Requests.write(with, log.topic, Batches.of("late"));
                    waiting.answer();
                }),
                fetch("waiting in vain", with -> {
                    Log log = new Log(with);
                    with.ask(log.from(Requests.at(6)).setMaxWaitMs(1));
                    with.ask(log.from(Requests.at(0)).setMaxWaitMs(1).setMinBytes(Requests.ENOUGH_BYTES));
                    atOnce(with, log.from(Requests.at(6)).setMinBytes(0));
                }),
                fetch("an error does not wait", with -> {
                    Log log = new Log(with);
                    atOnce(with, log.from(Requests.at(6), Requests.at(9, 0)));
                    atOnce(with, log.from(Requests.at(6), Requests.at(1, 99)));
                }),
                fetch(
                        "nothing to wait for",
                        with -> atOnce(
                                with,
                                new FetchRequestData()
                                        .setSessionEpoch(-1)
                                        .setMinBytes(1)
                                        .setMaxBytes(1))));
    }

    private static Stream<Scenario> epochs() {
        return Stream.of(
                fetch("the leader's epoch", with -> {
                            Log log = new Log(with);
                            for (int epoch : new int[] {-1, 0, 1, 7}) {
                                with.ask(log.from(Requests.at(0).setCurrentLeaderEpoch(epoch)));
                            }
                        })
                        .from(FIRST_WITH_LEADER_EPOCH),
                fetch("the epoch fetched last", with -> {
                            Log log = new Log(with);
                            with.ask(log.from(Requests.at(3).setLastFetchedEpoch(0)));
                            with.ask(log.from(Requests.at(3).setLastFetchedEpoch(1)));
                            with.ask(log.from(Requests.at(6).setLastFetchedEpoch(0)));
                            with.ask(log.from(Requests.at(9).setLastFetchedEpoch(0)));
                        })
                        .from(FIRST_WITH_LAST_FETCHED_EPOCH));
    }

    private static Stream<Scenario> sessions() {
        return Stream.of(
                fetch("a session tells what is new", with -> {
                            Log log = new Log(with);
                            FetchResponseData opened = with.ask(
                                    log.from(Requests.at(6), Requests.at(1, 0)).setSessionEpoch(0));
                            int id = opened.sessionId();
                            with.ask(incremental(id, 1));
                            Requests.write(with, log.topic, Batches.of("more"));
                            with.ask(incremental(id, 2));
                            FetchRequestData moved =
                                    log.from(Requests.at(7)).setSessionId(id).setSessionEpoch(3);
                            with.ask(moved);
                            with.ask(incremental(id, 4));
                        })
                        .from(FIRST_WITH_SESSIONS),
                fetch("partitions are forgotten", with -> {
                            Log log = new Log(with);
                            FetchResponseData opened = with.ask(
                                    log.from(Requests.at(0), Requests.at(1, 0)).setSessionEpoch(0));
                            with.ask(incremental(opened.sessionId(), 1).setForgottenTopicsData(List.of(log.forget(0))));
                            with.ask(incremental(opened.sessionId(), 2).setForgottenTopicsData(List.of(log.forget(0))));
                            with.ask(incremental(opened.sessionId(), 3).setForgottenTopicsData(List.of(log.forget(1))));
                            with.ask(incremental(opened.sessionId(), 4));
                        })
                        .from(FIRST_WITH_SESSIONS),
                fetch("a session's epoch is wrong", with -> {
                            Log log = new Log(with);
                            FetchResponseData opened =
                                    with.ask(log.from(Requests.at(0)).setSessionEpoch(0));
                            with.ask(incremental(opened.sessionId(), 5));
                            with.ask(incremental(opened.sessionId(), 1));
                            with.ask(incremental(opened.sessionId(), 1));
                            with.ask(incremental(opened.sessionId(), 2));
                        })
                        .from(FIRST_WITH_SESSIONS),
                fetch("a session that there is not", with -> {
                            Log log = new Log(with);
                            with.ask(
                                    log.from(Requests.at(0)).setSessionId(4_711).setSessionEpoch(1));
                            with.ask(
                                    log.from(Requests.at(0)).setSessionId(4_711).setSessionEpoch(0));
                            with.ask(
                                    log.from(Requests.at(0)).setSessionId(4_711).setSessionEpoch(-1));
                            with.ask(log.from(Requests.at(0)).setSessionId(0).setSessionEpoch(1));
                        })
                        .from(FIRST_WITH_SESSIONS),
                fetch("a session that ends", with -> {
                            Log log = new Log(with);
                            FetchResponseData opened =
                                    with.ask(log.from(Requests.at(0)).setSessionEpoch(0));
                            with.ask(log.from(Requests.at(0))
                                    .setSessionId(opened.sessionId())
                                    .setSessionEpoch(-1));
                            with.ask(incremental(opened.sessionId(), 1));
                        })
                        .from(FIRST_WITH_SESSIONS),
                fetch(
                                "a session without partitions",
                                with -> with.ask(new FetchRequestData()
                                        .setSessionEpoch(0)
                                        .setMaxBytes(1_000)))
                        .from(FIRST_WITH_SESSIONS),
                fetch("a session that meets errors", with -> {
                            Log log = new Log(with);
                            FetchResponseData opened = with.ask(
                                    log.from(Requests.at(99), Requests.at(9, 0)).setSessionEpoch(0));
                            with.ask(incremental(opened.sessionId(), 1));
                            with.ask(log.from(Requests.at(0))
                                    .setSessionId(opened.sessionId())
                                    .setSessionEpoch(2));
                        })
                        .from(FIRST_WITH_SESSIONS),
                fetch("a session with an unknown topic", with -> {
                            FetchResponseData opened =
                                    with.ask(Requests.fetch(with.name("unknown"), Requests.UNKNOWN_ID, Requests.at(0))
                                            .setSessionEpoch(0));
                            with.ask(incremental(opened.sessionId(), 1));
                        })
                        .from(FIRST_WITH_SESSIONS),
                fetch("a session by name that goes on by id", with -> {
                            Log log = new Log(with);
                            FetchResponseData opened =
                                    with.prepare(log.from(Requests.at(0)).setSessionEpoch(0));
                            with.ask(incremental(opened.sessionId(), 1));
                        })
                        .from(FIRST_WITH_SESSIONS)
                        .upTo(FIRST_WITH_TOPIC_IDS - 1));
    }

    /** A topic of two partitions with two batches of three records each in the first, and one in the second. */
    private static final class Log {
        private final Conversation with;
        private final String topic;
        private final Uuid id;

        Log(Conversation with) throws IOException {
            this.with = with;
            this.topic = with.topic("t", 2);
            this.id = with.idOf(topic);
            Requests.write(with, topic, Batches.of("a", "b", "c"));
            Requests.write(with, topic, Batches.of("d", "e", "f"));
            Requests.write(with, topic, 1, Batches.of("g", "h", "i"));
        }

        FetchRequestData from(FetchRequestData.FetchPartition... partitions) {
            return Requests.fetch(topic, id, partitions);
        }

        FetchRequestData.ForgottenTopic forget(int partition) {
            return new FetchRequestData.ForgottenTopic()
                    .setTopic(topic)
                    .setTopicId(id)
                    .setPartitions(List.of(partition));
        }

        void deleteBelow(long offset) throws IOException {
            with.prepare(OffsetScenarios.deleteRecords(topic, 0, offset));
        }
    }

    /** Asks, ready to wait; writes down whether that was needed. */
    private static void atOnce(Conversation with, FetchRequestData request) throws IOException {
        int waitMs = 1_500;
        long startNs = System.nanoTime();
        with.ask(request.setMaxWaitMs(waitMs));
        long tookMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs);
        with.note("answered at once", String.valueOf(tookMs < waitMs));
    }

    private static FetchRequestData incremental(int sessionId, int epoch) {
        return new FetchRequestData()
                .setSessionId(sessionId)
                .setSessionEpoch(epoch)
                .setMaxWaitMs(0)
                .setMinBytes(1)
                .setMaxBytes(Requests.ENOUGH_BYTES);
    }

    private static Scenario fetch(String name, Script script) {
        return scenario(FETCH, name, script);
    }
}
