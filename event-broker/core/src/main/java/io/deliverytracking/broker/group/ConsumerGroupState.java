package io.deliverytracking.broker.group;

/**
 * What a consumer group is doing, as tools show it. It follows from the epochs and is stored nowhere:
 *
 * <pre>
 *   Empty         no members
 *   Assigning     the target assignment is older than the group
 *   Reconciling   a member has not met the target assignment
 *   Stable        all have
 * </pre>
 */
enum ConsumerGroupState {
    EMPTY("Empty"),
    ASSIGNING("Assigning"),
    RECONCILING("Reconciling"),
    STABLE("Stable");

    private final String displayName;

    ConsumerGroupState(String displayName) {
        this.displayName = displayName;
    }

    String displayName() {
        return displayName;
    }
}
