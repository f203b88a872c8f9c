package io.deliverytracking.location.domain;

/** Fixes in the words of the domain: "rider 7, session 1, sequence 3, at a place". */
final class Fixes {

    private final FixBatch batch = new FixBatch(4);

    static Fixes fixes() {
        return new Fixes();
    }

    Fixes rider(int riderId, long session, int sequence, int latitudeE7, int longitudeE7) {
        return rider(riderId, session, sequence, latitudeE7, longitudeE7, 1_000);
    }

    Fixes rider(int riderId, long session, int sequence, int latitudeE7, int longitudeE7, long recordTimeMs) {
        batch.next(riderId, session, sequence, recordTimeMs)
                .at(latitudeE7, longitudeE7, recordTimeMs)
                .moving(500, 90, 5, RiderStatus.IDLE);
        return this;
    }

    Fixes withEventTime(long eventTimeMs) {
        int last = batch.size() - 1;
        batch.eventTimeMs[last] = eventTimeMs;
        return this;
    }

    Fixes carrying(long orderId) {
        batch.carrying(orderId);
        return this;
    }

    FixBatch batch() {
        return batch;
    }
}
