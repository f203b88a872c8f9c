package io.deliverytracking.broker.conformance.scenarios;

import static io.deliverytracking.broker.conformance.script.Scenario.scenario;
import static org.apache.kafka.common.protocol.ApiKeys.API_VERSIONS;
import static org.apache.kafka.common.protocol.ApiKeys.DESCRIBE_CLUSTER;
import static org.apache.kafka.common.protocol.ApiKeys.DESCRIBE_TOPIC_PARTITIONS;
import static org.apache.kafka.common.protocol.ApiKeys.METADATA;

import io.deliverytracking.broker.conformance.script.Scenario;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.ApiVersionsRequestData;
import org.apache.kafka.common.message.DescribeClusterRequestData;
import org.apache.kafka.common.message.DescribeTopicPartitionsRequestData;
import org.apache.kafka.common.message.MetadataRequestData;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.protocol.Errors;

/** What there is: versions, brokers, topics. */
final class MetadataScenarios {

    private MetadataScenarios() {}

    static Stream<Scenario> all() {
        return Stream.of(
                scenario(API_VERSIONS, "what is answered", with -> with.ask(software("conformance", "1.0"))),
                scenario(API_VERSIONS, "software that is misnamed", with -> {
                    with.ask(software("not a name!", "1.0"));
                    with.ask(software("", ""));
                    with.ask(software("-", "1"));
                }),
                scenario(METADATA, "no topics", with -> with.ask(Requests.metadata()))
                        .from(1),
                scenario(METADATA, "all topics", with -> {
                    String topic = with.topic("t", 2);
                    MetadataResponseData answer =
                            with.get(new MetadataRequestData().setTopics(with.version() == 0 ? List.of() : null));
                    with.note("is listed", String.valueOf(answer.topics().find(topic) != null));
                }),
                scenario(METADATA, "by name", with -> {
                    String topic = with.topic("t", 3);
                    with.ask(Requests.metadata(topic));
                    with.ask(Requests.metadata(topic, topic));
                }),
                scenario(
                                METADATA,
                                "authorized operations",
                                with -> with.ask(Requests.metadata(with.topic("t", 1))
                                        .setIncludeTopicAuthorizedOperations(true)
                                        .setIncludeClusterAuthorizedOperations(true)))
                        .from(8),
                scenario(
                                METADATA,
                                "unknown names",
                                with -> with.ask(Requests.metadata(with.name("nobody"), with.name("nothing"))))
                        .from(4),
                scenario(METADATA, "names that are none", with -> {
                    with.ask(Requests.metadata("not a name", "x".repeat(250), ".", ".."));
                    with.ask(Requests.metadata(""));
                }),
                scenario(METADATA, "by id", with -> {
                            String topic = with.topic("t", 1);
                            with.ask(byId(with.idOf(topic)));
                            with.ask(byId(Requests.UNKNOWN_ID));
                            with.ask(byId(with.idOf(topic), Requests.UNKNOWN_ID));
                        })
                        .from(12),
                scenario(METADATA, "by id where only names are known", with -> with.ask(byId(Requests.UNKNOWN_ID)))
                        .from(10)
                        .upTo(11),
                scenario(METADATA, "a topic that is created by asking", with -> {
                    String topic = with.name("asked");
                    with.askUntil(
                            Requests.metadata(topic).setAllowAutoTopicCreation(true),
                            (MetadataResponseData answer) -> isThere(answer, topic));
                }),
                scenario(METADATA, "an internal topic", with -> with.ask(Requests.metadata("__consumer_offsets"))),
                scenario(DESCRIBE_CLUSTER, "brokers", with -> {
                    with.ask(new DescribeClusterRequestData());
                    with.ask(new DescribeClusterRequestData().setIncludeClusterAuthorizedOperations(true));
                }),
                scenario(DESCRIBE_CLUSTER, "controllers, asked of a broker", with -> {
                            with.ask(new DescribeClusterRequestData().setEndpointType((byte) 2));
                            with.ask(new DescribeClusterRequestData().setEndpointType((byte) 3));
                        })
                        .from(1),
                scenario(
                                DESCRIBE_CLUSTER,
                                "fenced brokers, too",
                                with -> with.ask(new DescribeClusterRequestData().setIncludeFencedBrokers(true)))
                        .from(2),
                scenario(DESCRIBE_TOPIC_PARTITIONS, "topics and what is none", with -> {
                    String topic = with.topic("t", 3);
                    with.ask(describe(10, topic));
                    with.ask(describe(10, topic, with.name("unknown")));
                    with.ask(describe(10, "not a name"));
                    with.ask(describe(10, "__consumer_offsets"));
                }),
                scenario(DESCRIBE_TOPIC_PARTITIONS, "page by page", with -> {
                    String one = with.topic("a", 3);
                    String two = with.topic("b", 2);
                    with.ask(describe(2, one, two));
                    with.ask(describe(2, one, two).setCursor(cursor(one, 2)));
                    with.ask(describe(2, one, two).setCursor(cursor(two, 1)));
                    with.ask(describe(3, one, two));
                    with.ask(describe(0, one, two));
                    with.ask(describe(-1, one, two));
                    with.ask(describe(9, one, two).setCursor(cursor(one, 7)));
                    with.ask(describe(9, one).setCursor(cursor(with.name("c"), 0)));
                }),
                scenario(
                        DESCRIBE_TOPIC_PARTITIONS,
                        "a cursor before the first partition",
                        with -> with.ask(describe(9, with.topic("a", 1)).setCursor(cursor(with.name("a"), -1)))));
    }

    private static ApiVersionsRequestData software(String name, String version) {
        return new ApiVersionsRequestData().setClientSoftwareName(name).setClientSoftwareVersion(version);
    }

    private static MetadataRequestData byId(Uuid... ids) {
        return new MetadataRequestData()
                .setAllowAutoTopicCreation(false)
                .setTopics(Arrays.stream(ids)
                        .map(id -> new MetadataRequestData.MetadataRequestTopic()
                                .setName(null)
                                .setTopicId(id))
                        .toList());
    }

    private static boolean isThere(MetadataResponseData answer, String topic) {
        MetadataResponseData.MetadataResponseTopic found = answer.topics().find(topic);
        return found != null
                && found.errorCode() == Errors.NONE.code()
                && found.partitions().get(0).leaderId() >= 0;
    }

    private static DescribeTopicPartitionsRequestData describe(int limit, String... topics) {
        return new DescribeTopicPartitionsRequestData()
                .setResponsePartitionLimit(limit)
                .setTopics(Arrays.stream(topics)
                        .map(topic -> new DescribeTopicPartitionsRequestData.TopicRequest().setName(topic))
                        .toList());
    }

    private static DescribeTopicPartitionsRequestData.Cursor cursor(String topic, int partition) {
        return new DescribeTopicPartitionsRequestData.Cursor()
                .setTopicName(topic)
                .setPartitionIndex(partition);
    }
}
