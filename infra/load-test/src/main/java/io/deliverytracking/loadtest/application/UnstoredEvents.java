package io.deliverytracking.loadtest.application;

import io.deliverytracking.demo.reckoning.EventRange;
import io.deliverytracking.demo.reckoning.StoredEvents.LocationVisitor;
import java.io.IOException;

/** Events that are safe somewhere and no rows yet: the account neither calls them stored nor lost. */
@FunctionalInterface
public interface UnstoredEvents {

    UnstoredEvents NONE = (range, visitor) -> 0;

    /** Visits each of them that is in the range, and returns how many these are. Called once for each range of an account. */
    long visit(EventRange range, LocationVisitor visitor) throws IOException;
}
