package io.deliverytracking.dbwriter.domain;

import io.deliverytracking.events.OrderCodec;
import io.deliverytracking.events.v1.RestaurantUpdate;
import java.util.Arrays;

/**
 * Updates of {@code delivery}, one an order and state. They are few beside positions (a rider changes state
 * every few minutes), so the decoded messages themselves are kept.
 */
public final class OrderRows extends StagedRows {
    private RestaurantUpdate[] updates = new RestaurantUpdate[initialCapacity()];

    @Override
    void grow(int capacity) {
        updates = Arrays.copyOf(updates, capacity);
    }

    @Override
    void decodeInto(int row, PartitionRead read, int index) {
        updates[row] = OrderCodec.decode(read.value(index));
    }

    public RestaurantUpdate update(int row) {
        return updates[row];
    }
}
