package io.deliverytracking.broker.clients.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.broker.clients.Topics;
import io.deliverytracking.testkit.DeliveryBroker;
import io.deliverytracking.testkit.EmbeddedBroker;
import io.deliverytracking.testkit.LogClient;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kafka.admin.ConfigCommand;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.quota.ClientQuotaFilter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code kafka-configs} with the quotas of clients and users, named ones and all others. */
@DeliveryBroker
class QuotaCommandTest {

    private final String name = Topics.unique("quota");

    private LogClient log;
    private KafkaTools tools;

    @BeforeEach
    void take(EmbeddedBroker broker, LogClient log) {
        this.log = log;
        tools = new KafkaTools(broker.bootstrapServers());
    }

    @AfterEach
    void giveBack() {
        tools.close();
    }

    private String configs(List<String> entity, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(entity);
        arguments.addAll(Arrays.asList(more));
        return tools.run(ConfigCommand::main, tools.withBroker(arguments.toArray(String[]::new)));
    }

    /** What the broker has in force, by the entity's parts. */
    private Map<String, Double> inForce(Map<String, String> entity) throws Exception {
        return log.admin()
                .describeClientQuotas(ClientQuotaFilter.all())
                .entities()
                .get()
                .getOrDefault(new ClientQuotaEntity(entity), Map.of());
    }

    private void isSetDescribedAndDeleted(List<String> entity, Map<String, String> parts, String described)
            throws Exception {
        configs(entity, "--alter", "--add-config", "producer_byte_rate=1048576,consumer_byte_rate=2097152");
        assertThat(inForce(parts))
                .containsOnly(Map.entry("producer_byte_rate", 1048576.0), Map.entry("consumer_byte_rate", 2097152.0));
        assertThat(configs(entity, "--describe"))
                .contains(described, "producer_byte_rate=1048576.0", "consumer_byte_rate=2097152.0");

        configs(entity, "--alter", "--add-config", "producer_byte_rate=7", "--delete-config", "consumer_byte_rate");
        assertThat(inForce(parts)).containsOnly(Map.entry("producer_byte_rate", 7.0));

        configs(entity, "--alter", "--delete-config", "producer_byte_rate");
        assertThat(inForce(parts)).isEmpty();
        assertThat(configs(entity, "--describe")).doesNotContain("byte_rate");
    }

    @Test
    void of_a_client_id() throws Exception {
        isSetDescribedAndDeleted(
                List.of("--entity-type", "clients", "--entity-name", name),
                Map.of(ClientQuotaEntity.CLIENT_ID, name),
                "client-id '" + name + "'");
    }

    @Test
    void of_all_other_client_ids() throws Exception {
        isSetDescribedAndDeleted(
                List.of("--entity-type", "clients", "--entity-default"),
                nobody(ClientQuotaEntity.CLIENT_ID),
                "the default client-id");
    }

    @Test
    void of_a_user() throws Exception {
        isSetDescribedAndDeleted(
                List.of("--entity-type", "users", "--entity-name", name),
                Map.of(ClientQuotaEntity.USER, name),
                "user-principal '" + name + "'");
    }

    @Test
    void of_all_other_users() throws Exception {
        isSetDescribedAndDeleted(
                List.of("--entity-type", "users", "--entity-default"),
                nobody(ClientQuotaEntity.USER),
                "the default user-principal");
    }

    @Test
    void of_a_client_id_of_a_user() throws Exception {
        isSetDescribedAndDeleted(
                List.of(
                        "--entity-type",
                        "users",
                        "--entity-name",
                        name,
                        "--entity-type",
                        "clients",
                        "--entity-default"),
                both(name),
                "user-principal '" + name + "'");
    }

    @Test
    void what_is_no_rate_is_refused() throws Exception {
        assertThat(tools.runInVain(
                        ConfigCommand::main,
                        tools.withBroker(
                                "--entity-type",
                                "clients",
                                "--entity-name",
                                name,
                                "--alter",
                                "--add-config",
                                "producer_byte_rate=-1")))
                .contains("producer_byte_rate");
        assertThat(inForce(Map.of(ClientQuotaEntity.CLIENT_ID, name))).isEmpty();
    }

    private static Map<String, String> nobody(String type) {
        Map<String, String> parts = new HashMap<>();
        parts.put(type, null);
        return parts;
    }

    private static Map<String, String> both(String user) {
        Map<String, String> parts = nobody(ClientQuotaEntity.CLIENT_ID);
        parts.put(ClientQuotaEntity.USER, user);
        return parts;
    }
}
