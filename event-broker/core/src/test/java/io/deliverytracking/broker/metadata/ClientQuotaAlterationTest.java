package io.deliverytracking.broker.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.broker.quota.QuotaEntity;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.message.AlterClientQuotasRequestData;
import org.apache.kafka.common.message.AlterClientQuotasRequestData.EntityData;
import org.apache.kafka.common.message.AlterClientQuotasRequestData.EntryData;
import org.apache.kafka.common.message.AlterClientQuotasRequestData.OpData;
import org.apache.kafka.common.message.AlterClientQuotasResponseData;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;

class ClientQuotaAlterationTest {

    private static final String PRODUCE = "producer_byte_rate";
    private static final String FETCH = "consumer_byte_rate";

    private MetadataImage image = Images.cluster(1);

    private static EntityData part(String type, String name) {
        return new EntityData().setEntityType(type).setEntityName(name);
    }

    private static EntryData entry(List<EntityData> entity, OpData... ops) {
        return new EntryData().setEntity(entity).setOps(Arrays.asList(ops));
    }

    private static OpData set(String key, double value) {
        return new OpData().setKey(key).setValue(value);
    }

    private static OpData remove(String key) {
        return new OpData().setKey(key).setRemove(true);
    }

    private AlterClientQuotasResponseData alter(AlterClientQuotasRequestData request) {
        Decision<AlterClientQuotasResponseData> decision = ClientQuotaAlteration.decide(image, request);
        image = Images.apply(image, decision);
        return decision.answer();
    }

    private String alter(List<EntityData> entity, OpData... ops) {
        AlterClientQuotasResponseData answer =
                alter(new AlterClientQuotasRequestData().setEntries(List.of(entry(entity, ops))));
        assertThat(answer.entries()).hasSize(1);
        AlterClientQuotasResponseData.EntryData only = answer.entries().get(0);
        assertThat(only.entity())
                .extracting(part -> part.entityType() + "=" + part.entityName())
                .isEqualTo(entity.stream()
                        .map(part -> part.entityType() + "=" + part.entityName())
                        .toList());
        return Errors.forCode(only.errorCode()) + " " + only.errorMessage();
    }

    private static final String DONE = "NONE null";

    @Test
    void quotas_of_users_and_client_ids_are_set_changed_and_removed() {
        List<EntityData> client = List.of(part("client-id", "c"));
        List<EntityData> defaultUserAndClient = List.of(part("client-id", "c"), part("user", null));
        assertThat(alter(client, set(PRODUCE, 1_000), set(FETCH, 2_000))).isEqualTo(DONE);
        assertThat(alter(defaultUserAndClient, set(FETCH, 3))).isEqualTo(DONE);
        assertThat(image.clientQuotas())
                .containsOnlyKeys(new QuotaEntity(null, "c"), new QuotaEntity(QuotaEntity.DEFAULT, "c"));
        assertThat(image.clientQuotas().get(new QuotaEntity(null, "c")))
                .isEqualTo(Map.of(PRODUCE, 1_000.0, FETCH, 2_000.0));

        assertThat(alter(client, set(PRODUCE, 5), remove(FETCH), remove("request_percentage")))
                .isEqualTo(DONE);
        assertThat(image.clientQuotas().get(new QuotaEntity(null, "c"))).isEqualTo(Map.of(PRODUCE, 5.0));
        assertThat(alter(client, remove(PRODUCE))).isEqualTo(DONE);
        assertThat(image.clientQuotas()).containsOnlyKeys(new QuotaEntity(QuotaEntity.DEFAULT, "c"));
    }

    @Test
    void what_changes_nothing_is_not_written() {
        alter(List.of(part("user", "u")), set(PRODUCE, 5));
        Decision<AlterClientQuotasResponseData> again = ClientQuotaAlteration.decide(
                image,
                new AlterClientQuotasRequestData()
                        .setEntries(List.of(entry(List.of(part("user", "u")), set(PRODUCE, 5), remove(FETCH)))));
        assertThat(again.records()).isEmpty();
    }

    @Test
    void what_cannot_be_is_refused_and_changes_nothing() {
        MetadataImage before = image;
        List<EntityData> client = List.of(part("client-id", "c"));
        assertThat(alter(List.of())).isEqualTo("INVALID_REQUEST Invalid empty client quota entity");
        assertThat(alter(List.of(part("group", "g")), set(PRODUCE, 5)))
                .isEqualTo("INVALID_REQUEST Unhandled client quota entity type: group");
        assertThat(alter(List.of(part("user", "")), set(PRODUCE, 5)))
                .isEqualTo("INVALID_REQUEST Empty user not supported");
        assertThat(alter(List.of(part("user", "a"), part("user", "b")), set(PRODUCE, 5)))
                .startsWith("INVALID_REQUEST Invalid client quota entity, duplicate");
        assertThat(alter(List.of(part("ip", "127.0.0.1")), set("connection_creation_rate", 5)))
                .startsWith("INVALID_REQUEST This broker does not enforce connection_creation_rate");
        assertThat(alter(List.of(part("ip", null)), set(PRODUCE, 5)))
                .isEqualTo("INVALID_REQUEST Invalid configuration key producer_byte_rate");
        assertThat(alter(List.of(part("ip", null)), remove("connection_creation_rate")))
                .isEqualTo(DONE);
        assertThat(alter(List.of(part("user", "u"), part("ip", "127.0.0.1")), set(PRODUCE, 5)))
                .startsWith("INVALID_REQUEST Invalid quota entity combination");
        assertThat(alter(client, set("foo", 5))).isEqualTo("INVALID_REQUEST Invalid configuration key foo");
        assertThat(alter(client, set(FETCH, 5), set("request_percentage", 5)))
                .startsWith("INVALID_REQUEST This broker does not enforce request_percentage");
        assertThat(alter(client, set(PRODUCE, 5), set(PRODUCE, 6)))
                .startsWith("INVALID_REQUEST Duplicate quota key producer_byte_rate");
        assertThat(alter(client, set(PRODUCE, 5.5)))
                .isEqualTo("INVALID_REQUEST producer_byte_rate cannot be a fractional value.");
        assertThat(alter(client, set(PRODUCE, Double.NaN))).startsWith("INVALID_REQUEST");
        assertThat(alter(client, set(PRODUCE, 1e30))).startsWith("INVALID_REQUEST");
        assertThat(alter(client, set(PRODUCE, 0)))
                .isEqualTo("INVALID_REQUEST Quota producer_byte_rate must be greater than 0");
        assertThat(image).isEqualTo(before);
    }

    @Test
    void an_entity_named_twice_keeps_what_it_has_and_others_change() {
        List<EntityData> client = List.of(part("client-id", "c"));
        AlterClientQuotasResponseData answer = alter(new AlterClientQuotasRequestData()
                .setEntries(List.of(
                        entry(client, set(PRODUCE, 5)),
                        entry(List.of(part("client-id", "d")), set(PRODUCE, 5)),
                        entry(client, set(FETCH, 5)))));
        assertThat(answer.entries())
                .extracting(AlterClientQuotasResponseData.EntryData::errorCode)
                .containsExactly(Errors.INVALID_REQUEST.code(), Errors.NONE.code(), Errors.INVALID_REQUEST.code());
        assertThat(image.clientQuotas()).containsOnlyKeys(new QuotaEntity(null, "d"));
    }

    @Test
    void validate_only_changes_nothing() {
        AlterClientQuotasResponseData answer = alter(new AlterClientQuotasRequestData()
                .setValidateOnly(true)
                .setEntries(List.of(
                        entry(List.of(part("user", "u")), set(PRODUCE, 5)),
                        entry(List.of(part("user", "v")), set("foo", 5)))));
        assertThat(answer.entries())
                .extracting(AlterClientQuotasResponseData.EntryData::errorCode)
                .containsExactly(Errors.NONE.code(), Errors.INVALID_REQUEST.code());
        assertThat(image.clientQuotas()).isEmpty();
    }
}
