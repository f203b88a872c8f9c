package io.deliverytracking.broker.conformance.scenarios;

import static io.deliverytracking.broker.conformance.script.Scenario.scenario;
import static org.apache.kafka.common.config.ConfigResource.Type.BROKER;
import static org.apache.kafka.common.config.ConfigResource.Type.TOPIC;
import static org.apache.kafka.common.protocol.ApiKeys.ALTER_CONFIGS;
import static org.apache.kafka.common.protocol.ApiKeys.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.protocol.ApiKeys.INCREMENTAL_ALTER_CONFIGS;
import static org.apache.kafka.common.protocol.ApiKeys.LIST_CONFIG_RESOURCES;

import io.deliverytracking.broker.conformance.script.Scenario;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.message.AlterConfigsRequestData;
import org.apache.kafka.common.message.DescribeConfigsRequestData;
import org.apache.kafka.common.message.DescribeConfigsResponseData;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData;
import org.apache.kafka.common.message.ListConfigResourcesRequestData;
import org.apache.kafka.common.message.ListConfigResourcesResponseData;
import org.apache.kafka.common.protocol.Errors;

/** Configuration: described, replaced and changed key by key. */
final class ConfigScenarios {

    private static final byte SET = 0;
    private static final byte DELETE = 1;
    private static final byte APPEND = 2;
    private static final byte SUBTRACT = 3;

    private ConfigScenarios() {}

    static Stream<Scenario> all() {
        return Stream.of(describing(), replacing(), changing()).flatMap(scenarios -> scenarios);
    }

    private static Stream<Scenario> describing() {
        return Stream.of(
                scenario(DESCRIBE_CONFIGS, "a topic, every key", with -> {
                    String topic = with.name("t");
                    with.prepare(TopicScenarios.create(TopicScenarios.topic(topic, 1, 1, "retention.ms", "123456")));
                    with.askUntil(describe(TOPIC, topic), ConfigScenarios::isThere);
                    with.ask(describe(TOPIC, topic).setIncludeSynonyms(true));
                    with.ask(describe(TOPIC, topic).setIncludeDocumentation(true));
                }),
                scenario(DESCRIBE_CONFIGS, "a topic, some keys", with -> {
                    String topic = with.topic("t", 1);
                    with.ask(describe(TOPIC, topic, "retention.ms", "no.such.config"));
                    with.ask(describe(TOPIC, topic, "cleanup.policy", "compression.type"));
                }),
                scenario(
                        DESCRIBE_CONFIGS,
                        "this broker, what a topic's defaults come from",
                        with -> with.ask(describe(
                                        BROKER,
                                        "1",
                                        "log.retention.ms",
                                        "log.retention.hours",
                                        "log.segment.bytes",
                                        "message.max.bytes",
                                        "num.partitions",
                                        "compression.type",
                                        "log.cleanup.policy",
                                        "node.id",
                                        "auto.create.topics.enable",
                                        "offsets.retention.minutes")
                                .setIncludeSynonyms(true))),
                scenario(DESCRIBE_CONFIGS, "resources that there are not", with -> {
                    with.ask(describe(TOPIC, with.name("unknown")));
                    with.ask(describe(TOPIC, "not a name"));
                    with.ask(describe(TOPIC, ""));
                    with.ask(describe(BROKER, "7"));
                    with.ask(describe(BROKER, "x"));
                    with.ask(describe(BROKER, ""));
                    with.ask(describe(ConfigResource.Type.UNKNOWN, "x"));
                }),
                scenario(DESCRIBE_CONFIGS, "a group", with -> {
                    with.ask(describe(ConfigResource.Type.GROUP, with.name("g")));
                    with.ask(describe(ConfigResource.Type.GROUP, ""));
                }),
                scenario(DESCRIBE_CONFIGS, "client metrics", with -> {
                    with.ask(describe(ConfigResource.Type.CLIENT_METRICS, with.name("m")));
                    with.ask(describe(ConfigResource.Type.CLIENT_METRICS, ""));
                }),
                scenario(DESCRIBE_CONFIGS, "nothing", with -> with.ask(new DescribeConfigsRequestData())),
                scenario(LIST_CONFIG_RESOURCES, "topics and brokers", with -> {
                    ListConfigResourcesResponseData listed =
                            with.get(new ListConfigResourcesRequestData().setResourceTypes(List.of(BROKER.id())));
                    with.note("brokers", listed.configResources().toString());
                }),
                scenario(LIST_CONFIG_RESOURCES, "groups, client metrics, loggers", with -> {
                    with.ask(list(ConfigResource.Type.GROUP));
                    with.ask(list(ConfigResource.Type.CLIENT_METRICS));
                    with.ask(list(ConfigResource.Type.BROKER_LOGGER));
                    with.ask(list(ConfigResource.Type.UNKNOWN));
                }));
    }

    private static Stream<Scenario> replacing() {
        return Stream.of(
                scenario(ALTER_CONFIGS, "a topic", with -> {
                    String topic = with.topic("t", 1);
                    with.ask(replace(TOPIC, topic, "max.message.bytes", "5000"));
                    with.askUntil(
                            keys(topic),
                            (DescribeConfigsResponseData answer) ->
                                    valueOf(answer, "max.message.bytes").equals("5000"));
                    with.ask(replace(TOPIC, topic, "max.message.bytes", "6000").setValidateOnly(true));
                    with.ask(replace(TOPIC, topic));
                    with.askUntil(
                            keys(topic),
                            (DescribeConfigsResponseData answer) ->
                                    !valueOf(answer, "max.message.bytes").equals("5000"));
                }),
                scenario(ALTER_CONFIGS, "what can't be", with -> {
                    String topic = with.topic("t", 1);
                    with.ask(replace(TOPIC, topic, "no.such.config", "1"));
                    with.ask(replace(TOPIC, topic, "retention.ms", "soon"));
                    with.ask(replace(TOPIC, topic, "retention.ms", null));
                    with.ask(replace(TOPIC, with.name("unknown"), "retention.ms", "1"));
                    with.ask(replace(TOPIC, "", "retention.ms", "1"));
                    with.ask(replace(TOPIC, "not a name", "retention.ms", "1"));
                    with.ask(replace(ConfigResource.Type.UNKNOWN, "x", "retention.ms", "1"));
                }));
    }

    private static Stream<Scenario> changing() {
        return Stream.of(
                scenario(INCREMENTAL_ALTER_CONFIGS, "a topic, key by key", with -> {
                    String topic = with.topic("t", 1);
                    with.ask(change(TOPIC, topic, SET, "max.message.bytes", "5000"));
                    with.askUntil(
                            keys(topic),
                            (DescribeConfigsResponseData answer) ->
                                    valueOf(answer, "max.message.bytes").equals("5000"));
                    with.ask(change(TOPIC, topic, DELETE, "max.message.bytes", null));
                    with.ask(change(TOPIC, topic, DELETE, "max.message.bytes", null));
                    with.ask(change(TOPIC, topic, APPEND, "cleanup.policy", "compact"));
                    with.askUntil(
                            keys(topic),
                            (DescribeConfigsResponseData answer) ->
                                    valueOf(answer, "cleanup.policy").contains("compact"));
                    with.ask(change(TOPIC, topic, SUBTRACT, "cleanup.policy", "delete"));
                    with.askUntil(
                            keys(topic),
                            (DescribeConfigsResponseData answer) ->
                                    valueOf(answer, "cleanup.policy").equals("compact"));
                }),
                scenario(INCREMENTAL_ALTER_CONFIGS, "no cleanup policy, and what has no effect on one node", with -> {
                    String topic = with.topic("t", 1);
                    with.ask(change(TOPIC, topic, SUBTRACT, "cleanup.policy", "delete"));
                    with.ask(change(TOPIC, topic, SET, "preallocate", "true"));
                    with.ask(change(TOPIC, topic, SET, "unclean.leader.election.enable", "TRUE"));
                    with.askUntil(
                            describe(TOPIC, topic, "cleanup.policy", "preallocate", "unclean.leader.election.enable")
                                    .setIncludeSynonyms(true),
                            (DescribeConfigsResponseData answer) -> !valueOf(answer, "unclean.leader.election.enable")
                                    .equals("false"));
                }),
                scenario(INCREMENTAL_ALTER_CONFIGS, "names that are none, and what is neither true nor false", with -> {
                    String topic = with.topic("t", 1);
                    with.ask(change(TOPIC, "", SET, "retention.ms", "1"));
                    with.ask(change(TOPIC, "not a name", SET, "retention.ms", "1"));
                    with.ask(change(TOPIC, topic, SET, "preallocate", "maybe"));
                    with.ask(change(TOPIC, topic, SET, "cleanup.policy", "compact,"));
                }),
                scenario(INCREMENTAL_ALTER_CONFIGS, "what can't be", with -> {
                    String topic = with.topic("t", 1);
                    with.ask(change(TOPIC, topic, SET, "no.such.config", "1"));
                    with.ask(change(TOPIC, topic, SET, "retention.ms", "soon"));
                    with.ask(change(TOPIC, topic, SET, "retention.ms", null));
                    with.ask(change(TOPIC, topic, APPEND, "retention.ms", "1"));
                    with.ask(change(TOPIC, topic, (byte) 9, "retention.ms", "1"));
                    with.ask(change(TOPIC, topic, SUBTRACT, "cleanup.policy", "compact"));
                    with.ask(change(TOPIC, with.name("unknown"), SET, "retention.ms", "1"));
                    with.ask(change(TOPIC, topic, SET, "retention.ms", "5").setValidateOnly(true));
                    with.ask(change(BROKER, "7", SET, "message.max.bytes", "5000"));
                    with.ask(change(ConfigResource.Type.UNKNOWN, "x", SET, "retention.ms", "1"));
                }),
                scenario(INCREMENTAL_ALTER_CONFIGS, "a key twice, a resource twice", with -> {
                    String topic = with.topic("t", 1);
                    IncrementalAlterConfigsRequestData twice = change(TOPIC, topic, SET, "retention.ms", "5");
                    twice.resources().iterator().next().configs().mustAdd(config(DELETE, "retention.ms", null));
                    with.ask(twice);
                    IncrementalAlterConfigsRequestData both = change(TOPIC, topic, SET, "retention.ms", "5");
                    both.resources()
                            .mustAdd(change(TOPIC, topic, SET, "retention.bytes", "5")
                                    .resources()
                                    .iterator()
                                    .next()
                                    .duplicate());
                    with.ask(both);
                }));
    }

    private static boolean isThere(DescribeConfigsResponseData answer) {
        return answer.results().get(0).errorCode() == Errors.NONE.code();
    }

    private static String valueOf(DescribeConfigsResponseData answer, String key) {
        return answer.results().get(0).configs().stream()
                .filter(config -> config.name().equals(key))
                .findFirst()
                .orElseThrow()
                .value();
    }

    private static DescribeConfigsRequestData keys(String topic) {
        return describe(TOPIC, topic, "max.message.bytes", "cleanup.policy");
    }

    /** All keys where none is named. */
    private static DescribeConfigsRequestData describe(ConfigResource.Type type, String name, String... keys) {
        return new DescribeConfigsRequestData()
                .setResources(List.of(new DescribeConfigsRequestData.DescribeConfigsResource()
                        .setResourceType(type.id())
                        .setResourceName(name)
                        .setConfigurationKeys(keys.length == 0 ? null : List.of(keys))));
    }

    private static ListConfigResourcesRequestData list(ConfigResource.Type type) {
        return new ListConfigResourcesRequestData().setResourceTypes(List.of(type.id()));
    }

    private static AlterConfigsRequestData replace(ConfigResource.Type type, String name, String... configs) {
        AlterConfigsRequestData.AlterConfigsResource resource = new AlterConfigsRequestData.AlterConfigsResource()
                .setResourceType(type.id())
                .setResourceName(name);
        for (int i = 0; i < configs.length; i += 2) {
            resource.configs()
                    .add(new AlterConfigsRequestData.AlterableConfig()
                            .setName(configs[i])
                            .setValue(configs[i + 1]));
        }
        AlterConfigsRequestData request = new AlterConfigsRequestData();
        request.resources().add(resource);
        return request;
    }

    private static IncrementalAlterConfigsRequestData change(
            ConfigResource.Type type, String name, byte operation, String key, String value) {
        IncrementalAlterConfigsRequestData.AlterConfigsResource resource =
                new IncrementalAlterConfigsRequestData.AlterConfigsResource()
                        .setResourceType(type.id())
                        .setResourceName(name);
        resource.configs().add(config(operation, key, value));
        IncrementalAlterConfigsRequestData request = new IncrementalAlterConfigsRequestData();
        request.resources().add(resource);
        return request;
    }

    private static IncrementalAlterConfigsRequestData.AlterableConfig config(byte operation, String key, String value) {
        return new IncrementalAlterConfigsRequestData.AlterableConfig()
                .setConfigOperation(operation)
                .setName(key)
                .setValue(value);
    }
}
