package io.deliverytracking.simulator.domain.city.plan;

/** What a line of the plan is. */
enum LineKind {
    RING,
    ARTERIAL,
    /** A street along the river; drawn with the water on the left of its half-edges of even number. */
    QUAY,
    COLLECTOR,
    LOCAL,
    /** Where the plan ends; no street. */
    LIMIT
}
