package io.deliverytracking.broker.handler;

import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.FeatureUpdate.UpgradeType;
import org.apache.kafka.common.message.UpdateFeaturesRequestData;
import org.apache.kafka.common.message.UpdateFeaturesRequestData.FeatureUpdateKey;
import org.apache.kafka.common.message.UpdateFeaturesResponseData;
import org.apache.kafka.common.message.UpdateFeaturesResponseData.UpdatableFeatureResult;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.ApiError;

/**
 * UpdateFeatures: every feature is at the one level that this software has, so an update to that level succeeds and
 * changes nothing, and any other is refused. Either all updates of a request succeed or none; so an error is that of the
 * request, in every version, and only a success has results (until version 1).
 *
 * <p>Unlike Apache Kafka: there is no {@code metadata.version}, because the metadata log is this broker's own, and its
 * records carry their versions themselves.
 *
 * <p>Source: KIP-584, KIP-778 (upgrade types, version 1), KIP-1022 (no results, version 2).
 */
public final class UpdateFeaturesHandler implements ApiHandler<UpdateFeaturesRequestData, UpdateFeaturesResponseData> {

    private static final short LAST_VERSION_WITH_RESULTS = 1;

    private final SortedMap<String, Short> levels;
    private final int nodeId;

    /**
     * Levels that are fixed.
     *
     * @param levels the level of each feature that this broker has
     */
    public UpdateFeaturesHandler(SortedMap<String, Short> levels, int nodeId) {
        this.levels = new TreeMap<>(levels);
        this.nodeId = nodeId;
    }

    @Override
    public ApiKeys apiKey() {
        return ApiKeys.UPDATE_FEATURES;
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
            RequestContext context, UpdateFeaturesRequestData request, Reply<UpdateFeaturesResponseData> reply) {
        ApiError error = ApiError.NONE;
        for (FeatureUpdateKey update : request.featureUpdates()) {
            error = error.isSuccess() ? check(update, context.apiVersion()) : error;
        }
        UpdateFeaturesResponseData response = new UpdateFeaturesResponseData().setErrorMessage(null);
        if (error.isFailure()) {
            response.setErrorCode(error.error().code())
                    .setErrorMessage("The update failed for all features since the following feature had an error: "
                            + error.message());
        } else if (context.apiVersion() <= LAST_VERSION_WITH_RESULTS) {
            for (FeatureUpdateKey update : request.featureUpdates()) {
                response.results()
                        .add(new UpdatableFeatureResult()
                                .setFeature(update.feature())
                                .setErrorMessage(null));
            }
        }
        reply.send(response);
    }

    private ApiError check(FeatureUpdateKey update, short version) {
        if (version > 0 && UpgradeType.fromCode(update.upgradeType()) == UpgradeType.UNKNOWN) {
            return refused(update, "The controller does not support the given upgrade type.");
        }
        if (update.maxVersionLevel() < 0) {
            return refused(update, "A feature version cannot be less than 0.");
        }
        Short level = levels.get(update.feature());
        if (level == null) {
            return refused(
                    update,
                    update.maxVersionLevel() == 0
                            ? "Feature " + update.feature() + " not found."
                            : "Local controller " + nodeId + " does not support this feature.");
        }
        if (update.maxVersionLevel() != level) {
            return refused(update, "Local controller " + nodeId + " only supports versions " + level + "-" + level);
        }
        return ApiError.NONE;
    }

    private static ApiError refused(FeatureUpdateKey update, String reason) {
        return new ApiError(
                Errors.INVALID_UPDATE_VERSION,
                "Invalid update version " + update.maxVersionLevel() + " for feature " + update.feature() + ". "
                        + reason);
    }
}
