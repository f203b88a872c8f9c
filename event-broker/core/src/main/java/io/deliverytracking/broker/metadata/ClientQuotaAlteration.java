package io.deliverytracking.broker.metadata;

import io.deliverytracking.broker.quota.QuotaEntity;
import io.deliverytracking.broker.quota.QuotaKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.message.AlterClientQuotasRequestData;
import org.apache.kafka.common.message.AlterClientQuotasRequestData.EntityData;
import org.apache.kafka.common.message.AlterClientQuotasRequestData.EntryData;
import org.apache.kafka.common.message.AlterClientQuotasRequestData.OpData;
import org.apache.kafka.common.message.AlterClientQuotasResponseData;
import org.apache.kafka.common.requests.ApiError;

/**
 * Decides AlterClientQuotas: the quotas of each entity change as a whole, or are refused.
 *
 * <p>Unlike Apache Kafka: what this broker does not enforce ({@code request_percentage}, {@code
 * controller_mutation_rate}, {@code connection_creation_rate} of IP addresses) is refused, because a limit that is set and
 * not kept is worse than none; and of an entity that is named twice nothing changes.
 *
 * <p>Source: KIP-546.
 */
public final class ClientQuotaAlteration {

    private static final Set<String> NOT_ENFORCED = Set.of("request_percentage", "controller_mutation_rate");
    private static final Set<String> NOT_ENFORCED_FOR_IPS = Set.of("connection_creation_rate");

    /** A whole number may have been made less exact on its way through a double. */
    private static final double ROUNDING = 1e-6;

    private ClientQuotaAlteration() {}

    /** Decides the whole request; with {@code validateOnly} nothing changes, but the answer is the same. */
    public static Decision<AlterClientQuotasResponseData> decide(
            MetadataImage image, AlterClientQuotasRequestData request) {
        Set<List<EntityData>> seen = new HashSet<>();
        Set<List<EntityData>> repeated = new HashSet<>();
        for (EntryData entry : request.entries()) {
            if (!seen.add(entry.entity())) {
                repeated.add(entry.entity());
            }
        }
        List<MetadataRecord> records = new ArrayList<>();
        AlterClientQuotasResponseData response = new AlterClientQuotasResponseData();
        for (EntryData entry : request.entries()) {
            ApiError error = ApiError.NONE;
            try {
                if (repeated.contains(entry.entity())) {
                    throw new InvalidRequestException("Ignoring duplicate entity " + entry.entity());
                }
                records.addAll(alter(image, entry));
            } catch (ApiException e) {
                error = ApiError.fromThrowable(e);
            }
            response.entries().add(answer(entry, error));
        }
        return request.validateOnly() ? Decision.unchanged(response) : new Decision<>(records, response);
    }

    /** One answer for each entity of the request, all with this error. */
    public static AlterClientQuotasResponseData refused(AlterClientQuotasRequestData request, ApiError error) {
        AlterClientQuotasResponseData response = new AlterClientQuotasResponseData();
        request.entries().forEach(entry -> response.entries().add(answer(entry, error)));
        return response;
    }

    private static List<MetadataRecord> alter(MetadataImage image, EntryData entry) {
        checkParts(entry);
        if (entry.entity().get(0).entityType().equals(QuotaFilter.IP)) {
            entry.ops().stream().filter(op -> !op.remove()).forEach(op -> refuse(op.key(), NOT_ENFORCED_FOR_IPS));
            return List.of();
        }
        QuotaEntity entity = entity(entry);
        Map<String, Double> before = image.clientQuotas().getOrDefault(entity, Collections.emptySortedMap());
        List<MetadataRecord> records = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        for (OpData op : entry.ops()) {
            if (!keys.add(op.key())) {
                throw new InvalidRequestException(
                        "Duplicate quota key " + op.key() + " not updating quota for this entity " + entry.entity());
            }
            if (op.remove()) {
                if (before.containsKey(op.key())) {
                    records.add(new MetadataRecord.ClientQuotaSet(entity, op.key(), null));
                }
            } else {
                check(op);
                if (!Double.valueOf(op.value()).equals(before.get(op.key()))) {
                    records.add(new MetadataRecord.ClientQuotaSet(entity, op.key(), op.value()));
                }
            }
        }
        return records;
    }

    private static void checkParts(EntryData entry) {
        if (entry.entity().isEmpty()) {
            throw new InvalidRequestException("Invalid empty client quota entity");
        }
        Set<String> types = new HashSet<>();
        for (EntityData part : entry.entity()) {
            if (!types.add(part.entityType())) {
                throw new InvalidRequestException(
                        "Invalid client quota entity, duplicate entity entry " + part.entityType());
            }
            if (!QuotaFilter.TYPES.contains(part.entityType())) {
                throw new InvalidRequestException("Unhandled client quota entity type: " + part.entityType());
            }
            if (part.entityName() != null && part.entityName().isEmpty()) {
                throw new InvalidRequestException("Empty " + part.entityType() + " not supported");
            }
        }
        if (types.contains(QuotaFilter.IP) && types.size() > 1) {
            throw new InvalidRequestException(
                    "Invalid quota entity combination, IP entity should not be combined with User or ClientId");
        }
    }

    private static QuotaEntity entity(EntryData entry) {
        String user = null;
        String clientId = null;
        for (EntityData part : entry.entity()) {
            String name = part.entityName() == null ? QuotaEntity.DEFAULT : part.entityName();
            if (part.entityType().equals(QuotaFilter.USER)) {
                user = name;
            } else {
                clientId = name;
            }
        }
        return new QuotaEntity(user, clientId);
    }

    private static void check(OpData op) {
        if (QuotaKey.find(op.key()) == null) {
            refuse(op.key(), NOT_ENFORCED);
        }
        if (!(Math.abs(op.value() - Math.rint(op.value())) <= ROUNDING)) {
            throw new InvalidRequestException(op.key() + " cannot be a fractional value.");
        }
        if (op.value() > Long.MAX_VALUE) {
            throw new InvalidRequestException("Proposed value for " + op.key() + " is too large for a LONG.");
        }
        if (Math.rint(op.value()) <= 0) {
            throw new InvalidRequestException("Quota " + op.key() + " must be greater than 0");
        }
    }

    private static void refuse(String key, Set<String> notEnforced) {
        throw new InvalidRequestException(
                notEnforced.contains(key)
                        ? "This broker does not enforce " + key + ", and so does not let it be set"
                        : "Invalid configuration key " + key);
    }

    private static AlterClientQuotasResponseData.EntryData answer(EntryData entry, ApiError error) {
        AlterClientQuotasResponseData.EntryData answer = new AlterClientQuotasResponseData.EntryData()
                .setErrorCode(error.error().code())
                .setErrorMessage(error.message());
        entry.entity()
                .forEach(part -> answer.entity()
                        .add(new AlterClientQuotasResponseData.EntityData()
                                .setEntityType(part.entityType())
                                .setEntityName(part.entityName())));
        return answer;
    }
}
