package io.deliverytracking.simulator.domain.city.plan;

/** What a face of the plan is used for. */
enum FaceUse {
    /** Houses. */
    BLOCK,
    PARK,
    /** Beyond the houses: no streets but those around it. */
    FIELD,
    WATER,
    /** Not in the city. */
    OUTSIDE
}
