package io.deliverytracking.broker.handler;

import io.deliverytracking.broker.metadata.ClientQuotaAlteration;
import io.deliverytracking.broker.metadata.MetadataController;
import org.apache.kafka.common.message.AlterClientQuotasRequestData;
import org.apache.kafka.common.message.AlterClientQuotasResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.ApiError;

/** AlterClientQuotas: decided by {@link ClientQuotaAlteration}, answered when the new limits hold and are durable. */
public final class AlterClientQuotasHandler
        implements ApiHandler<AlterClientQuotasRequestData, AlterClientQuotasResponseData> {

    private final MetadataController controller;

    public AlterClientQuotasHandler(MetadataController controller) {
        this.controller = controller;
    }

    @Override
    public ApiKeys apiKey() {
        return ApiKeys.ALTER_CLIENT_QUOTAS;
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
            RequestContext context, AlterClientQuotasRequestData request, Reply<AlterClientQuotasResponseData> reply) {
        controller.<AlterClientQuotasResponseData>submit(
                IncrementalAlterConfigsHandler.TIMEOUT_MS,
                image -> ClientQuotaAlteration.decide(image, request),
                (response, failure) -> reply.send(
                        response != null
                                ? response
                                : ClientQuotaAlteration.refused(request, ApiError.fromThrowable(failure))));
    }
}
