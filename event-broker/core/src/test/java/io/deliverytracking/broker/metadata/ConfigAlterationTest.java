package io.deliverytracking.broker.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.broker.metadata.ConfigAlteration.Alteration;
import io.deliverytracking.broker.metadata.ConfigAlteration.Change;
import io.deliverytracking.broker.metadata.ConfigAlteration.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.ConfigResource.Type;
import org.apache.kafka.common.requests.DescribeConfigsResponse.ConfigSource;
import org.junit.jupiter.api.Test;

class ConfigAlterationTest {

    private static final ConfigResource TOPIC = new ConfigResource(Type.TOPIC, "t");

    private static final ConfigResource BROKER = new ConfigResource(Type.BROKER, "1");
    private static final ConfigResource ALL_BROKERS = new ConfigResource(Type.BROKER, "");

    private final TopicConfigs topicConfigs = new TopicConfigs(Map.of("log.segment.bytes", "2097152"));
    private final BrokerConfigs brokerConfigs = new BrokerConfigs(
            new ConfigDef()
                    .define("log.dirs", ConfigDef.Type.LIST, "/x", ConfigDef.Importance.HIGH, "where")
                    .define("log.segment.bytes", ConfigDef.Type.INT, 1 << 30, ConfigDef.Importance.HIGH, "size")
                    .configKeys(),
            Map.of("log.segment.bytes", "2097152"),
            1);
    private final ConfigAlteration alteration = new ConfigAlteration(
            topicConfigs, brokerConfigs, new GroupConfigs(Map.of("group.consumer.max.session.timeout.ms", "70000")));
    private MetadataImage image = Images.withTopic(Images.cluster(1), "t", new Uuid(8, 8), 1);

    private static Change change(OpType operation, String key, String value) {
        return new Change(key, operation, value);
    }

    private static Change set(String key, String value) {
        return change(OpType.SET, key, value);
    }

    private String alter(ConfigResource resource, Change... changes) {
        Decision<List<Outcome>> decision =
                alteration.decideIncremental(image, List.of(new Alteration(resource, Arrays.asList(changes))), false);
        image = Images.apply(image, decision);
        return outcome(decision);
    }

    private static String outcome(Decision<List<Outcome>> decision) {
        List<String> outcomes = new ArrayList<>();
        decision.answer()
                .forEach(o -> outcomes.add(o.error().error() + " " + o.error().message()));
        return String.join("; ", outcomes);
    }

    private static final String DONE = "NONE null";

    @Test
    void keys_are_set_and_deleted_one_by_one() {
        assertThat(alter(TOPIC, set("retention.ms", "5"), set("segment.ms", "6")))
                .isEqualTo(DONE);
        assertThat(image.topicConfigs("t")).isEqualTo(Map.of("retention.ms", "5", "segment.ms", "6"));
        assertThat(alter(TOPIC, change(OpType.DELETE, "retention.ms", null), change(OpType.DELETE, "flush.ms", null)))
                .isEqualTo(DONE);
        assertThat(image.topicConfigs("t")).isEqualTo(Map.of("segment.ms", "6"));
    }

    @Test
    void groups_are_configured_within_the_bounds_of_the_broker() {
        ConfigResource group = new ConfigResource(Type.GROUP, "g");
        assertThat(alter(
                        group,
                        set("consumer.session.timeout.ms", "65000"),
                        set("consumer.assignment.interval.ms", "0")))
                .isEqualTo(DONE);
        assertThat(alter(group, change(OpType.DELETE, "consumer.assignment.interval.ms", null)))
                .isEqualTo(DONE);
        assertThat(image.configs(group)).isEqualTo(Map.of("consumer.session.timeout.ms", "65000"));

        assertThat(alter(group, set("consumer.session.timeout.ms", "70001")))
                .isEqualTo("INVALID_CONFIG consumer.session.timeout.ms must be less than or equal to"
                        + " group.consumer.max.session.timeout.ms");
        assertThat(alter(group, set("consumer.heartbeat.interval.ms", "4999")))
                .isEqualTo("INVALID_CONFIG consumer.heartbeat.interval.ms must be greater than or equal to"
                        + " group.consumer.min.heartbeat.interval.ms");
        assertThat(alter(group, set("consumer.assignment.interval.ms", "-1")))
                .isEqualTo("INVALID_CONFIG Invalid value -1 for configuration consumer.assignment.interval.ms:"
                        + " Value must be at least 0");
        assertThat(alter(group, set("consumer.heartbeat.interval.ms", "often")))
                .startsWith("INVALID_CONFIG Invalid value often for configuration consumer.heartbeat.interval.ms");
        assertThat(alter(group, set("share.session.timeout.ms", "45000")))
                .isEqualTo("INVALID_CONFIG Unknown group config name: share.session.timeout.ms");
        assertThat(alter(group, change(OpType.APPEND, "consumer.heartbeat.interval.ms", "1")))
                .startsWith("INVALID_CONFIG");
        assertThat(alter(new ConfigResource(Type.GROUP, ""), set("consumer.heartbeat.interval.ms", "6000")))
                .isEqualTo("INVALID_REQUEST Default group resources are not allowed.");
        assertThat(image.configs(group)).isEqualTo(Map.of("consumer.session.timeout.ms", "65000"));
    }

    @Test
    void lists_grow_from_the_default_and_shrink_and_hold_nothing_twice() {
        alter(TOPIC, change(OpType.APPEND, "cleanup.policy", "compact"));
        assertThat(image.topicConfigs("t")).containsEntry("cleanup.policy", "delete,compact");
        alter(TOPIC, change(OpType.APPEND, "cleanup.policy", "compact"));
        assertThat(image.topicConfigs("t")).containsEntry("cleanup.policy", "delete,compact");
        alter(TOPIC, change(OpType.SUBTRACT, "cleanup.policy", "delete"));
        assertThat(image.topicConfigs("t")).containsEntry("cleanup.policy", "compact");
        assertThat(alter(TOPIC, change(OpType.SUBTRACT, "cleanup.policy", "compact")))
                .isEqualTo(DONE);
        assertThat(image.topicConfigs("t")).containsEntry("cleanup.policy", "");
    }

    @Test
    void what_cannot_be_is_refused_as_apache_kafka_does_and_changes_nothing() {
        MetadataImage before = image;
        assertThat(alter(new ConfigResource(Type.TOPIC, "none"), set("retention.ms", "5")))
                .isEqualTo("UNKNOWN_TOPIC_OR_PARTITION The topic 'none' does not exist.");
        assertThat(alter(new ConfigResource(Type.TOPIC, ""), set("retention.ms", "5")))
                .isEqualTo("INVALID_REQUEST Default topic resources are not allowed.");
        assertThat(alter(new ConfigResource(Type.TOPIC, "not a name"), set("retention.ms", "5")))
                .startsWith("INVALID_TOPIC_EXCEPTION");
        assertThat(alter(TOPIC, set("retention.ms", "5"), set("foo", "5")))
                .isEqualTo("INVALID_CONFIG Unknown topic config name: foo");
        assertThat(alter(TOPIC, set("retention.ms", "x")))
                .isEqualTo("INVALID_CONFIG Invalid value x for configuration retention.ms: Not a number of type LONG");
        assertThat(alter(TOPIC, change(OpType.APPEND, "retention.ms", "5")))
                .isEqualTo("INVALID_CONFIG Can't APPEND to key retention.ms because its type is not LIST.");
        assertThat(alter(TOPIC, change(OpType.SUBTRACT, "foo", "5")))
                .isEqualTo("INVALID_CONFIG Can't SUBTRACT to key foo because its type is not LIST.");
        assertThat(alter(TOPIC, set("segment.ms", "5"), set("segment.ms", "6")))
                .isEqualTo("INVALID_REQUEST Error due to duplicate config keys");
        assertThat(alter(TOPIC, set("segment.ms", null)))
                .isEqualTo("INVALID_REQUEST Null value not supported for : segment.ms");
        assertThat(alter(new ConfigResource(Type.BROKER, "1"), set("log.dirs", "x")))
                .isEqualTo("INVALID_REQUEST Cannot update these configs dynamically: [log.dirs]");
        assertThat(alter(new ConfigResource(Type.GROUP, "g"), set("foo", "x")))
                .isEqualTo("INVALID_CONFIG Unknown group config name: foo");
        assertThat(alter(new ConfigResource(Type.CLIENT_METRICS, "m"), set("foo", "x")))
                .isEqualTo("INVALID_REQUEST Unknown client metrics configuration: foo");
        assertThat(alter(new ConfigResource(Type.BROKER_LOGGER, "1"), set("foo", "x")))
                .isEqualTo("INVALID_REQUEST Unknown resource type 8");
        assertThat(alter(new ConfigResource(Type.UNKNOWN, "1"), set("foo", "x")))
                .startsWith("INVALID_REQUEST");
        assertThat(image).isEqualTo(before);
    }

    @Test
    void a_default_for_topics_is_set_for_one_broker_before_all_brokers_before_its_file() {
        assertThat(alter(ALL_BROKERS, set("log.segment.bytes", "3145728"))).isEqualTo(DONE);
        assertThat(alter(BROKER, set("log.segment.bytes", "4194304"))).isEqualTo(DONE);

        ConfigValue ofTopic = find(topicConfigs.in(image).describe(Map.of()), "segment.bytes");
        assertThat(ofTopic.value()).isEqualTo("4194304");
        assertThat(ofTopic.source()).isEqualTo(ConfigSource.DYNAMIC_BROKER_CONFIG);
        assertThat(ofTopic.synonyms())
                .extracting(s -> s.name() + "=" + s.value() + " " + s.source())
                .containsExactly(
                        "log.segment.bytes=4194304 DYNAMIC_BROKER_CONFIG",
                        "log.segment.bytes=3145728 DYNAMIC_DEFAULT_BROKER_CONFIG",
                        "log.segment.bytes=2097152 STATIC_BROKER_CONFIG",
                        "log.segment.bytes=1073741824 DEFAULT_CONFIG");
        assertThat(topicConfigs.in(image).logConfig(Map.of()).segmentBytes()).isEqualTo(4194304);

        ConfigValue ofBroker = find(brokerConfigs.describe(image), "log.segment.bytes");
        assertThat(ofBroker.value()).isEqualTo("4194304");
        assertThat(ofBroker.readOnly()).isFalse();
        assertThat(ofBroker.synonyms())
                .extracting(s -> s.source())
                .containsExactly(
                        ConfigSource.DYNAMIC_BROKER_CONFIG,
                        ConfigSource.DYNAMIC_DEFAULT_BROKER_CONFIG,
                        ConfigSource.STATIC_BROKER_CONFIG,
                        ConfigSource.DEFAULT_CONFIG);
        assertThat(brokerConfigs.describeDefaults(image))
                .extracting(ConfigValue::value)
                .containsExactly("3145728");

        alter(BROKER, change(OpType.DELETE, "log.segment.bytes", null));
        assertThat(topicConfigs.in(image).logConfig(Map.of()).segmentBytes()).isEqualTo(3145728);
        alter(ALL_BROKERS, change(OpType.DELETE, "log.segment.bytes", null));
        assertThat(topicConfigs.in(image).logConfig(Map.of()).segmentBytes()).isEqualTo(2097152);
    }

    @Test
    void a_brokers_list_grows_from_what_is_in_force() {
        assertThat(alter(BROKER, change(OpType.APPEND, "log.cleanup.policy", "compact")))
                .isEqualTo(DONE);
        assertThat(image.configs(BROKER)).isEqualTo(Map.of("log.cleanup.policy", "delete,compact"));
        assertThat(alter(BROKER, change(OpType.APPEND, "message.max.bytes", "5")))
                .isEqualTo("INVALID_CONFIG Config value append is not allowed for config key: message.max.bytes");
    }

    @Test
    void what_a_broker_cannot_take_is_refused_and_changes_nothing() {
        alter(TOPIC, set("max.compaction.lag.ms", "100"));
        MetadataImage before = image;
        assertThat(alter(ALL_BROKERS, set("log.dirs", "x"), set("message.max.bytes", "5")))
                .isEqualTo("INVALID_REQUEST Cannot update these configs dynamically: [log.dirs]");
        assertThat(alter(BROKER, set("foo", "x"))).isEqualTo("INVALID_CONFIG Unknown broker config name: foo");
        assertThat(alter(BROKER, set("message.max.bytes", "x")))
                .isEqualTo("INVALID_REQUEST Invalid value x for configuration message.max.bytes: Not a number of type"
                        + " INT");
        assertThat(alter(new ConfigResource(Type.BROKER, "7"), set("message.max.bytes", "5")))
                .isEqualTo("INVALID_REQUEST Unexpected broker id, expected 1 or empty string, but received 7");
        assertThat(alter(new ConfigResource(Type.BROKER, "x"), set("message.max.bytes", "5")))
                .isEqualTo("INVALID_REQUEST Broker id must be an integer, but it is: x");
        assertThat(alter(ALL_BROKERS, set("log.cleaner.min.compaction.lag.ms", "200")))
                .as("topic t could not be opened with it")
                .startsWith("INVALID_REQUEST Topic t contradicts it: ");
        assertThat(alter(BROKER, change(OpType.DELETE, "leader.replication.throttled.rate", null)))
                .as("kafka-reassign-partitions removes what it may have set")
                .isEqualTo(DONE);
        assertThat(image).isEqualTo(before);
    }

    @Test
    void a_default_of_all_brokers_must_be_good_though_this_one_has_its_own() {
        alter(BROKER, set("message.max.bytes", "5000"));
        assertThat(alter(ALL_BROKERS, set("message.max.bytes", "-5"))).startsWith("INVALID_REQUEST Invalid value -5");
    }

    @Test
    void a_resource_named_twice_is_refused_and_others_are_not_hurt() {
        Decision<List<Outcome>> decision = alteration.decideIncremental(
                image,
                List.of(
                        new Alteration(TOPIC, List.of(set("segment.ms", "1"))),
                        new Alteration(TOPIC, List.of(set("retention.ms", "1")))),
                false);
        assertThat(outcome(decision))
                .isEqualTo("INVALID_REQUEST Each resource must appear at most once.; "
                        + "INVALID_REQUEST Each resource must appear at most once.");
        assertThat(decision.records()).isEmpty();
    }

    @Test
    void validate_only_changes_nothing() {
        Decision<List<Outcome>> decision = alteration.decideIncremental(
                image, List.of(new Alteration(TOPIC, List.of(set("segment.ms", "1")))), true);
        assertThat(outcome(decision)).isEqualTo(DONE);
        assertThat(decision.records()).isEmpty();
    }

    @Test
    void the_older_request_removes_what_it_does_not_name() {
        alter(TOPIC, set("retention.ms", "5"), set("segment.ms", "6"));
        Decision<List<Outcome>> decision = alteration.decideReplacement(
                image, List.of(new Alteration(TOPIC, List.of(set("segment.ms", "7")))), false);
        assertThat(Images.apply(image, decision).topicConfigs("t")).isEqualTo(Map.of("segment.ms", "7"));
    }

    @Test
    void a_described_topic_says_where_each_value_comes_from() {
        TopicConfigs configs = new TopicConfigs(Map.of("log.segment.bytes", "2097152", "log.retention.hours", "1"));
        List<ConfigValue> described = configs.describe(Map.of("segment.bytes", "1048576"));
        assertThat(described).extracting(ConfigValue::name).isSorted();

        ConfigValue segment = find(described, "segment.bytes");
        assertThat(segment.value()).isEqualTo("1048576");
        assertThat(segment.source()).isEqualTo(ConfigSource.TOPIC_CONFIG);
        assertThat(segment.documentation()).isNotEmpty();
        assertThat(segment.readOnly()).isFalse();
        assertThat(segment.synonyms())
                .extracting(s -> s.name() + "=" + s.value() + " " + s.source())
                .containsExactly(
                        "segment.bytes=1048576 TOPIC_CONFIG",
                        "log.segment.bytes=2097152 STATIC_BROKER_CONFIG",
                        "log.segment.bytes=1073741824 DEFAULT_CONFIG");

        ConfigValue retention = find(described, "retention.ms");
        assertThat(retention.value()).isEqualTo("3600000");
        assertThat(retention.source()).isEqualTo(ConfigSource.DEFAULT_CONFIG);
        assertThat(retention.synonyms()).isEmpty();
        assertThat(find(configs.effective(Map.of()), "retention.ms").source())
                .isEqualTo(ConfigSource.STATIC_BROKER_CONFIG);

        ConfigValue inMilliseconds = find(
                new TopicConfigs(Map.of("log.retention.ms", "5", "log.retention.hours", "1")).describe(Map.of()),
                "retention.ms");
        assertThat(inMilliseconds.synonyms())
                .extracting(s -> s.name() + "=" + s.value() + " " + s.source())
                .containsExactly(
                        "log.retention.ms=5 STATIC_BROKER_CONFIG",
                        "log.retention.hours=1 STATIC_BROKER_CONFIG",
                        "log.retention.hours=168 DEFAULT_CONFIG");

        ConfigValue byDefault = find(new TopicConfigs(Map.of()).describe(Map.of()), "retention.ms");
        assertThat(byDefault.value()).isEqualTo("604800000");
        assertThat(byDefault.synonyms()).isEmpty();

        ConfigValue flush = find(described, "flush.ms");
        assertThat(flush.source()).isEqualTo(ConfigSource.DEFAULT_CONFIG);
        assertThat(flush.synonyms()).isEmpty();
    }

    @Test
    void a_described_value_is_written_as_everybody_writes_it() {
        List<ConfigValue> described = new TopicConfigs(Map.of())
                .describe(Map.of(
                        "retention.ms", " 05 ",
                        "cleanup.policy", "delete, compact,delete",
                        "preallocate", " TRUE",
                        "min.cleanable.dirty.ratio", "1"));
        assertThat(find(described, "retention.ms").value()).isEqualTo("5");
        assertThat(find(described, "cleanup.policy").value()).isEqualTo("delete,compact");
        assertThat(find(described, "preallocate").value()).isEqualTo("true");
        assertThat(find(described, "min.cleanable.dirty.ratio").value()).isEqualTo("1.0");
        // From a time when it was legal, or another broker's: it is told all the same.
        assertThat(find(new TopicConfigs(Map.of()).describe(Map.of("segment.ms", "x")), "segment.ms")
                        .value())
                .isEqualTo("x");
        assertThat(find(new TopicConfigs(Map.of()).effective(Map.of("retention.ms", "05")), "retention.ms")
                        .value())
                .isEqualTo("05");
    }

    @Test
    void a_described_broker_keeps_its_secrets() {
        ConfigDef definition = new ConfigDef()
                .define("node.id", ConfigDef.Type.INT, 1, ConfigDef.Importance.HIGH, "number")
                .define("secret", ConfigDef.Type.PASSWORD, ConfigDef.Importance.HIGH, "password");
        List<ConfigValue> described = new BrokerConfigs(
                        definition.configKeys(), Map.of("node.id", "7", "secret", "hunter2"), 7)
                .describe(image);

        ConfigValue id = find(described, "node.id");
        assertThat(id.value()).isEqualTo("7");
        assertThat(id.source()).isEqualTo(ConfigSource.STATIC_BROKER_CONFIG);
        assertThat(id.readOnly()).isTrue();
        assertThat(id.synonyms()).extracting(ConfigValue.Synonym::value).containsExactly("7", "1");
        ConfigValue secret = find(described, "secret");
        assertThat(secret.sensitive()).isTrue();
        assertThat(secret.value()).isNull();
        assertThat(secret.synonyms()).extracting(ConfigValue.Synonym::value).containsOnlyNulls();
    }

    private static ConfigValue find(List<ConfigValue> values, String name) {
        return values.stream()
                .filter(value -> value.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
