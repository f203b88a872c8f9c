package io.deliverytracking.broker.handler;

import io.deliverytracking.broker.metadata.ConfigAlteration;
import io.deliverytracking.broker.metadata.ConfigAlteration.Alteration;
import io.deliverytracking.broker.metadata.ConfigAlteration.Change;
import io.deliverytracking.broker.metadata.ConfigAlteration.Outcome;
import io.deliverytracking.broker.metadata.LoggerConfigs;
import io.deliverytracking.broker.metadata.MetadataController;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData.AlterConfigsResource;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData.AlterableConfig;
import org.apache.kafka.common.message.IncrementalAlterConfigsResponseData;
import org.apache.kafka.common.message.IncrementalAlterConfigsResponseData.AlterConfigsResourceResponse;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.ApiError;
import org.jspecify.annotations.Nullable;

/**
 * IncrementalAlterConfigs: changes some keys of a resource and leaves the others (KIP-339). The levels of loggers change in
 * this process alone and at once (KIP-412), all others in the cluster's metadata.
 */
public final class IncrementalAlterConfigsHandler
        implements ApiHandler<IncrementalAlterConfigsRequestData, IncrementalAlterConfigsResponseData> {

    /** The request carries no timeout; a client waits this long by default. */
    static final int TIMEOUT_MS = 30_000;

    private static final ApiError UNKNOWN_OPERATION =
            new ApiError(Errors.INVALID_REQUEST, "Unknown operation on a configuration key");

    private final MetadataController controller;
    private final ConfigAlteration alteration;
    private final LoggerConfigs loggers;

    public IncrementalAlterConfigsHandler(
            MetadataController controller, ConfigAlteration alteration, LoggerConfigs loggers) {
        this.controller = controller;
        this.alteration = alteration;
        this.loggers = loggers;
    }

    @Override
    public ApiKeys apiKey() {
        return ApiKeys.INCREMENTAL_ALTER_CONFIGS;
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
            IncrementalAlterConfigsRequestData request,
            Reply<IncrementalAlterConfigsResponseData> reply) {
        List<Alteration> alterations = new ArrayList<>();
        IncrementalAlterConfigsResponseData response = new IncrementalAlterConfigsResponseData();
        for (AlterConfigsResource resource : request.resources()) {
            List<Change> changes = changes(resource);
            if (changes == null) {
                response.responses().add(result(resource.resourceType(), resource.resourceName(), UNKNOWN_OPERATION));
            } else if (isLoggers(resource)) {
                ApiError error = alterLoggers(request, resource, changes);
                response.responses().add(result(resource.resourceType(), resource.resourceName(), error));
            } else {
                alterations.add(new Alteration(
                        new ConfigResource(ConfigResource.Type.forId(resource.resourceType()), resource.resourceName()),
                        changes));
            }
        }
        controller.<List<Outcome>>submit(
                TIMEOUT_MS,
                image -> alteration.decideIncremental(image, alterations, request.validateOnly()),
                (outcomes, failure) -> {
                    for (int i = 0; i < alterations.size(); i++) {
                        ConfigResource resource = alterations.get(i).resource();
                        ApiError error = outcomes != null ? outcomes.get(i).error() : ApiError.fromThrowable(failure);
                        response.responses().add(result(resource.type().id(), resource.name(), error));
                    }
                    reply.send(response);
                });
    }

    private static boolean isLoggers(AlterConfigsResource resource) {
        return resource.resourceType() == ConfigResource.Type.BROKER_LOGGER.id();
    }

    private ApiError alterLoggers(
            IncrementalAlterConfigsRequestData request, AlterConfigsResource resource, List<Change> changes) {
        long asked = request.resources().stream()
                .filter(other -> isLoggers(other) && other.resourceName().equals(resource.resourceName()))
                .count();
        if (asked > 1) {
            return new ApiError(Errors.INVALID_REQUEST, "Each resource must appear at most once.");
        }
        try {
            loggers.alter(resource.resourceName(), changes, request.validateOnly());
            return ApiError.NONE;
        } catch (ApiException e) {
            return ApiError.fromThrowable(e);
        }
    }

    /** Null if an operation is not known. */
    private static @Nullable List<Change> changes(AlterConfigsResource resource) {
        List<Change> changes = new ArrayList<>();
        for (AlterableConfig config : resource.configs()) {
            OpType operation = OpType.forId(config.configOperation());
            if (operation == null) {
                return null;
            }
            changes.add(new Change(config.name(), operation, config.value()));
        }
        return changes;
    }

    private static AlterConfigsResourceResponse result(byte type, String name, ApiError error) {
        return new AlterConfigsResourceResponse()
                .setResourceType(type)
                .setResourceName(name)
                .setErrorCode(error.error().code())
                .setErrorMessage(error.message());
    }
}
