package io.deliverytracking.location.domain;

/** Takes one slot of a {@link RiderTable} after another, without boxing. */
@FunctionalInterface
interface SlotVisitor {

    void visit(int slot);
}
