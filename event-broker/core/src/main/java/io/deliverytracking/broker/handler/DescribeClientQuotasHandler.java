package io.deliverytracking.broker.handler;

import io.deliverytracking.broker.metadata.MetadataController;
import io.deliverytracking.broker.metadata.QuotaFilter;
import io.deliverytracking.broker.quota.QuotaEntity;
import java.util.List;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.message.DescribeClientQuotasRequestData;
import org.apache.kafka.common.message.DescribeClientQuotasResponseData;
import org.apache.kafka.common.message.DescribeClientQuotasResponseData.EntityData;
import org.apache.kafka.common.message.DescribeClientQuotasResponseData.EntryData;
import org.apache.kafka.common.message.DescribeClientQuotasResponseData.ValueData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.ApiError;
import org.jspecify.annotations.Nullable;

/**
 * DescribeClientQuotas: what was set, for whom; what follows from it for one client is not said.
 *
 * <p>Source: KIP-546.
 */
public final class DescribeClientQuotasHandler
        implements ApiHandler<DescribeClientQuotasRequestData, DescribeClientQuotasResponseData> {

    private final MetadataController controller;

    public DescribeClientQuotasHandler(MetadataController controller) {
        this.controller = controller;
    }

    @Override
    public ApiKeys apiKey() {
        return ApiKeys.DESCRIBE_CLIENT_QUOTAS;
    }

    @Override
    public short lowestVersion() {
        return 0;
    }

    @Override
    public short highestVersion() {
        return 1;
    }

    @Override
    public void handle(
            RequestContext context,
            DescribeClientQuotasRequestData request,
            Reply<DescribeClientQuotasResponseData> reply) {
        DescribeClientQuotasResponseData response = new DescribeClientQuotasResponseData();
        QuotaFilter filter;
        try {
            filter = new QuotaFilter(request);
        } catch (ApiException e) {
            ApiError error = ApiError.fromThrowable(e);
            reply.send(response.setErrorCode(error.error().code())
                    .setErrorMessage(error.message())
                    .setEntries(null));
            return;
        }
        controller.image().clientQuotas().forEach((entity, quotas) -> {
            if (filter.matches(entity)) {
                EntryData entry = new EntryData();
                addPart(entry.entity(), QuotaFilter.USER, entity.user());
                addPart(entry.entity(), QuotaFilter.CLIENT_ID, entity.clientId());
                quotas.forEach((key, value) ->
                        entry.values().add(new ValueData().setKey(key).setValue(value)));
                response.entries().add(entry);
            }
        });
        reply.send(response);
    }

    private static void addPart(List<EntityData> parts, String type, @Nullable String name) {
        if (name != null) {
            parts.add(
                    new EntityData().setEntityType(type).setEntityName(name.equals(QuotaEntity.DEFAULT) ? null : name));
        }
    }
}
