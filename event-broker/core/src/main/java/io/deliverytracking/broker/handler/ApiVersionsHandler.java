package io.deliverytracking.broker.handler;

import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.kafka.common.message.ApiVersionsRequestData;
import org.apache.kafka.common.message.ApiVersionsResponseData;
import org.apache.kafka.common.message.ApiVersionsResponseData.ApiVersionCollection;
import org.apache.kafka.common.message.ApiVersionsResponseData.FinalizedFeatureKey;
import org.apache.kafka.common.message.ApiVersionsResponseData.SupportedFeatureKey;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/**
 * Tells a client which APIs and versions this broker answers.
 *
 * <p>A version above {@link #highestVersion()} never gets here: it is answered in version 0, unread. The feature
 * {@code group.version} is finalised at 1, which stands for the consumer protocol of KIP-848; no other is: to a client
 * that means transactions of version 0.
 *
 * <p>Source: KIP-35, KIP-511, KIP-584 (features), KIP-848.
 */
public final class ApiVersionsHandler implements ApiHandler<ApiVersionsRequestData, ApiVersionsResponseData> {

    /** KIP-511: letters and digits, in between also dots and dashes. */
    private static final Pattern SOFTWARE = Pattern.compile("[a-zA-Z0-9](?:[a-zA-Z0-9\\-.]*[a-zA-Z0-9])?");

    private static final int FIRST_VERSION_WITH_SOFTWARE = 3;

    /** KAFKA-17011: clients that speak an older version fail over a lowest version of 0. */
    private static final int FIRST_VERSION_WITH_FEATURES_FROM_0 = 4;

    static final String GROUP_VERSION = "group.version";
    static final short CONSUMER_PROTOCOL = 1;

    private final Supplier<ApiRegistry> registry;

    /** The registry comes late: this handler is in it. */
    public ApiVersionsHandler(Supplier<ApiRegistry> registry) {
        this.registry = registry;
    }

    @Override
    public ApiKeys apiKey() {
        return ApiKeys.API_VERSIONS;
    }

    @Override
    public short lowestVersion() {
        return 0;
    }

    @Override
    public short highestVersion() {
        return 4;
    }

    @Override
    public void handle(RequestContext context, ApiVersionsRequestData request, Reply<ApiVersionsResponseData> reply) {
        ApiVersionsResponseData response = new ApiVersionsResponseData();
        if (context.apiVersion() >= FIRST_VERSION_WITH_SOFTWARE && !namesItsSoftware(request)) {
            response.setErrorCode(Errors.INVALID_REQUEST.code());
        } else {
            response.setApiKeys(
                            new ApiVersionCollection(registry.get().advertised().iterator()))
                    .setFinalizedFeaturesEpoch(0);
            response.finalizedFeatures()
                    .add(new FinalizedFeatureKey()
                            .setName(GROUP_VERSION)
                            .setMinVersionLevel(CONSUMER_PROTOCOL)
                            .setMaxVersionLevel(CONSUMER_PROTOCOL));
            if (context.apiVersion() >= FIRST_VERSION_WITH_FEATURES_FROM_0) {
                response.supportedFeatures()
                        .add(new SupportedFeatureKey()
                                .setName(GROUP_VERSION)
                                .setMinVersion((short) 0)
                                .setMaxVersion(CONSUMER_PROTOCOL));
            }
        }
        reply.send(response);
    }

    private static boolean namesItsSoftware(ApiVersionsRequestData request) {
        return SOFTWARE.matcher(request.clientSoftwareName()).matches()
                && SOFTWARE.matcher(request.clientSoftwareVersion()).matches();
    }
}
