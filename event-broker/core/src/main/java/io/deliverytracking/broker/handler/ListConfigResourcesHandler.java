package io.deliverytracking.broker.handler;

import io.deliverytracking.broker.metadata.BrokerRegistration;
import io.deliverytracking.broker.metadata.MetadataController;
import io.deliverytracking.broker.metadata.MetadataImage;
import io.deliverytracking.broker.metadata.TopicImage;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.message.ListConfigResourcesRequestData;
import org.apache.kafka.common.message.ListConfigResourcesResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/**
 * ListConfigResources: what DescribeConfigs can be asked about. Version 0 knew client metrics only, of
 * which there are none.
 *
 * <p>Source: KIP-1142.
 */
public final class ListConfigResourcesHandler
        implements ApiHandler<ListConfigResourcesRequestData, ListConfigResourcesResponseData> {

    private static final Set<ConfigResource.Type> WITH_RESOURCES = Set.of(
            ConfigResource.Type.TOPIC,
            ConfigResource.Type.BROKER,
            ConfigResource.Type.BROKER_LOGGER,
            ConfigResource.Type.GROUP);
    private static final Set<ConfigResource.Type> KNOWN = Set.of(
            ConfigResource.Type.TOPIC,
            ConfigResource.Type.BROKER,
            ConfigResource.Type.BROKER_LOGGER,
            ConfigResource.Type.CLIENT_METRICS,
            ConfigResource.Type.GROUP);

    private final MetadataController controller;

    public ListConfigResourcesHandler(MetadataController controller) {
        this.controller = controller;
    }

    @Override
    public ApiKeys apiKey() {
        return ApiKeys.LIST_CONFIG_RESOURCES;
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
            ListConfigResourcesRequestData request,
            Reply<ListConfigResourcesResponseData> reply) {
        ListConfigResourcesResponseData response = new ListConfigResourcesResponseData();
        if (context.apiVersion() == 0) {
            reply.send(response);
            return;
        }
        Set<ConfigResource.Type> types = new TreeSet<>();
        request.resourceTypes().forEach(id -> types.add(ConfigResource.Type.forId(id)));
        if (!KNOWN.containsAll(types)) {
            reply.send(response.setErrorCode(Errors.UNSUPPORTED_VERSION.code()));
            return;
        }
        if (types.isEmpty()) {
            types.addAll(WITH_RESOURCES);
        }
        MetadataImage image = controller.image();
        if (types.contains(ConfigResource.Type.TOPIC)) {
            for (TopicImage topic : image.topics()) {
                add(response, ConfigResource.Type.TOPIC, topic.name());
            }
        }
        for (ConfigResource.Type type : List.of(ConfigResource.Type.BROKER, ConfigResource.Type.BROKER_LOGGER)) {
            if (types.contains(type)) {
                for (BrokerRegistration broker : image.brokers()) {
                    add(response, type, Integer.toString(broker.brokerId()));
                }
            }
        }
        if (types.contains(ConfigResource.Type.GROUP)) {
            for (ConfigResource resource : image.configs().keySet()) {
                if (resource.type() == ConfigResource.Type.GROUP) {
                    add(response, resource.type(), resource.name());
                }
            }
        }
        reply.send(response);
    }

    private static void add(ListConfigResourcesResponseData response, ConfigResource.Type type, String name) {
        response.configResources()
                .add(new ListConfigResourcesResponseData.ConfigResource()
                        .setResourceType(type.id())
                        .setResourceName(name));
    }
}
