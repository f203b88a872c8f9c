package io.deliverytracking.broker.handler;

import io.deliverytracking.broker.metadata.ConfigAlteration;
import io.deliverytracking.broker.metadata.ConfigAlteration.Alteration;
import io.deliverytracking.broker.metadata.ConfigAlteration.Change;
import io.deliverytracking.broker.metadata.ConfigAlteration.Outcome;
import io.deliverytracking.broker.metadata.MetadataController;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.message.AlterConfigsRequestData;
import org.apache.kafka.common.message.AlterConfigsRequestData.AlterConfigsResource;
import org.apache.kafka.common.message.AlterConfigsResponseData;
import org.apache.kafka.common.message.AlterConfigsResponseData.AlterConfigsResourceResponse;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.ApiError;

/** AlterConfigs: sets the keys given and removes all others; older consoles and kafkajs use it. */
public final class AlterConfigsHandler implements ApiHandler<AlterConfigsRequestData, AlterConfigsResponseData> {

    private final MetadataController controller;
    private final ConfigAlteration alteration;

    public AlterConfigsHandler(MetadataController controller, ConfigAlteration alteration) {
        this.controller = controller;
        this.alteration = alteration;
    }

    @Override
    public ApiKeys apiKey() {
        return ApiKeys.ALTER_CONFIGS;
    }

    @Override
    public short lowestVersion() {
        return 0;
    }

    @Override
    public short highestVersion() {
        return 2;
    }

    @Override
    public void handle(RequestContext context, AlterConfigsRequestData request, Reply<AlterConfigsResponseData> reply) {
        List<Alteration> alterations = new ArrayList<>();
        for (AlterConfigsResource resource : request.resources()) {
            List<Change> changes = new ArrayList<>();
            resource.configs().forEach(config -> changes.add(new Change(config.name(), OpType.SET, config.value())));
            alterations.add(new Alteration(
                    new ConfigResource(ConfigResource.Type.forId(resource.resourceType()), resource.resourceName()),
                    changes));
        }
        controller.<List<Outcome>>submit(
                IncrementalAlterConfigsHandler.TIMEOUT_MS,
                image -> alteration.decideReplacement(image, alterations, request.validateOnly()),
                (outcomes, failure) -> {
                    AlterConfigsResponseData response = new AlterConfigsResponseData();
                    for (int i = 0; i < alterations.size(); i++) {
                        ConfigResource resource = alterations.get(i).resource();
                        ApiError error = outcomes != null ? outcomes.get(i).error() : ApiError.fromThrowable(failure);
                        response.responses()
                                .add(new AlterConfigsResourceResponse()
                                        .setResourceType(resource.type().id())
                                        .setResourceName(resource.name())
                                        .setErrorCode(error.error().code())
                                        .setErrorMessage(error.message()));
                    }
                    reply.send(response);
                });
    }
}
