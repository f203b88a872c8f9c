package io.deliverytracking.broker.node;

import io.deliverytracking.broker.metadata.MetadataDelta;
import io.deliverytracking.broker.metadata.MetadataListener;
import io.deliverytracking.broker.quota.ByteQuotas;
import io.deliverytracking.broker.quota.QuotaEntity;
import io.deliverytracking.broker.quota.QuotaKey;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Lets the limits in the metadata hold on this broker's data path.
 *
 * <p>Threading: confined to the lane.
 */
final class QuotaFollower implements MetadataListener {

    private final ByteQuotas produced;
    private final ByteQuotas fetched;

    QuotaFollower(ByteQuotas produced, ByteQuotas fetched) {
        this.produced = produced;
        this.fetched = fetched;
    }

    @Override
    public void onMetadataChange(MetadataDelta delta) {
        SortedMap<QuotaEntity, SortedMap<String, Double>> quotas = delta.after().clientQuotas();
        if (!quotas.equals(delta.before().clientQuotas())) {
            produced.limit(of(QuotaKey.PRODUCER_BYTE_RATE, quotas));
            fetched.limit(of(QuotaKey.CONSUMER_BYTE_RATE, quotas));
        }
    }

    private static SortedMap<QuotaEntity, Double> of(
            QuotaKey key, SortedMap<QuotaEntity, SortedMap<String, Double>> quotas) {
        SortedMap<QuotaEntity, Double> limits = new TreeMap<>();
        quotas.forEach((entity, values) -> {
            Double limit = values.get(key.text());
            if (limit != null) {
                limits.put(entity, limit);
            }
        });
        return limits;
    }
}
