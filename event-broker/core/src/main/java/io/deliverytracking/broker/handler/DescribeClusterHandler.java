package io.deliverytracking.broker.handler;

import io.deliverytracking.broker.metadata.BrokerEndpoint;
import io.deliverytracking.broker.metadata.BrokerRegistration;
import io.deliverytracking.broker.metadata.MetadataController;
import io.deliverytracking.broker.metadata.MetadataImage;
import org.apache.kafka.common.message.DescribeClusterRequestData;
import org.apache.kafka.common.message.DescribeClusterResponseData;
import org.apache.kafka.common.message.DescribeClusterResponseData.DescribeClusterBroker;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/**
 * DescribeCluster: its id, its controller and its brokers.
 *
 * <p>Source: KIP-700; KIP-919 (endpoint types, version 1), KIP-1073 (fenced brokers, version 2).
 */
public final class DescribeClusterHandler
        implements ApiHandler<DescribeClusterRequestData, DescribeClusterResponseData> {

    private static final byte BROKERS = 1;
    private static final byte CONTROLLERS = 2;

    private final MetadataController controller;
    private final int nodeId;

    public DescribeClusterHandler(MetadataController controller, int nodeId) {
        this.controller = controller;
        this.nodeId = nodeId;
    }

    @Override
    public ApiKeys apiKey() {
        return ApiKeys.DESCRIBE_CLUSTER;
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
    public void handle(
            RequestContext context, DescribeClusterRequestData request, Reply<DescribeClusterResponseData> reply) {
        DescribeClusterResponseData response = new DescribeClusterResponseData().setEndpointType(BROKERS);
        if (request.endpointType() == CONTROLLERS) {
            reply.send(response.setErrorCode(Errors.MISMATCHED_ENDPOINT_TYPE.code())
                    .setErrorMessage("The request was sent to an endpoint of type BROKER, but we wanted an endpoint of"
                            + " type CONTROLLER"));
            return;
        }
        if (request.endpointType() != BROKERS) {
            reply.send(response.setErrorCode(Errors.UNSUPPORTED_ENDPOINT_TYPE.code())
                    .setErrorMessage("Unsupported endpoint type " + request.endpointType()));
            return;
        }
        MetadataImage image = controller.image();
        response.setClusterId(image.clusterId())
                .setControllerId(nodeId)
                .setClusterAuthorizedOperations(
                        AuthorizedOperations.onCluster(request.includeClusterAuthorizedOperations()));
        for (BrokerRegistration broker : image.brokers()) {
            BrokerEndpoint endpoint = broker.endpoint(context.listenerName());
            if (endpoint != null && (!broker.fenced() || request.includeFencedBrokers())) {
                response.brokers()
                        .add(new DescribeClusterBroker()
                                .setBrokerId(broker.brokerId())
                                .setHost(endpoint.host())
                                .setPort(endpoint.port())
                                .setRack(broker.rack())
                                .setIsFenced(broker.fenced()));
            }
        }
        reply.send(response);
    }
}
