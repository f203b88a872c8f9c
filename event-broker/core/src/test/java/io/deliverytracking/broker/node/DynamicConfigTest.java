package io.deliverytracking.broker.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData.AlterConfigsResource;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData.AlterableConfig;
import org.apache.kafka.common.message.IncrementalAlterConfigsResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;

/** Properties of a broker that change while it runs: what its logs make of them. */
class DynamicConfigTest {

    private static final byte BROKER = 4;
    private static final byte SET = 0;
    private static final byte DELETE = 1;

    private final NodeFixture broker = new NodeFixture(Map.of("message.max.bytes", "50000"));

    private String alter(String name, byte operation, String key, String value) {
        IncrementalAlterConfigsRequestData request = new IncrementalAlterConfigsRequestData();
        AlterConfigsResource resource =
                new AlterConfigsResource().setResourceType(BROKER).setResourceName(name);
        resource.configs()
                .add(new AlterableConfig()
                        .setName(key)
                        .setConfigOperation(operation)
                        .setValue(value));
        request.resources().add(resource);
        IncrementalAlterConfigsResponseData answer =
                broker.ask(ApiKeys.INCREMENTAL_ALTER_CONFIGS, 1, request, IncrementalAlterConfigsResponseData.class);
        assertThat(answer.responses()).hasSize(1);
        return Errors.forCode(answer.responses().get(0).errorCode()).toString();
    }

    private int maxMessageBytes() {
        return broker.partition().log().config().maxMessageBytes();
    }

    @Test
    void a_new_default_holds_at_once_for_topics_that_say_nothing() {
        broker.createTopic();
        assertThat(maxMessageBytes()).isEqualTo(50_000);
        assertThat(alter("", SET, "message.max.bytes", "1000")).isEqualTo("NONE");
        assertThat(maxMessageBytes()).isEqualTo(1_000);
        assertThat(broker.tryAppend(5_000).error()).isEqualTo(Errors.MESSAGE_TOO_LARGE);
        assertThat(alter("1", SET, "message.max.bytes", "9000")).isEqualTo("NONE");
        assertThat(broker.tryAppend(5_000).error()).isEqualTo(Errors.NONE);
        assertThat(broker.node.logDefaults().maxMessageBytes()).isEqualTo(9_000);

        alter("1", DELETE, "message.max.bytes", null);
        alter("", DELETE, "message.max.bytes", null);
        assertThat(maxMessageBytes()).isEqualTo(50_000);
    }

    @Test
    void a_topic_keeps_what_it_sets_itself() {
        broker.createTopic("max.message.bytes", "7000");
        alter("", SET, "message.max.bytes", "1000");
        assertThat(maxMessageBytes()).isEqualTo(7_000);
    }

    @Test
    void a_new_default_holds_for_topics_to_come_and_after_a_restart() {
        alter("", SET, "message.max.bytes", "1000");
        broker.createTopic();
        assertThat(maxMessageBytes()).isEqualTo(1_000);
        broker.kill();
        broker.start();
        assertThat(maxMessageBytes()).isEqualTo(1_000);
    }

    @Test
    void what_is_fixed_since_the_start_is_refused() {
        for (String fixed : List.of("message.max.bytes=none", "no.such.property=1")) {
            String[] parts = fixed.split("=", -1);
            assertThat(alter("1", SET, parts[0], parts[1])).as(fixed).startsWith("INVALID_");
        }
    }
}
