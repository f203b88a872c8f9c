package io.deliverytracking.location.rest;

import io.deliverytracking.location.domain.GeoBox;
import io.deliverytracking.service.rest.Parameters;
import io.deliverytracking.service.rest.ProblemException;
import org.jspecify.annotations.Nullable;

/** Degrees in a query as 1e-7 degrees. */
final class Coordinates {

    private static final int E7 = 10_000_000;

    private Coordinates() {}

    static int latitudeE7(String name, @Nullable String text) {
        return degreesE7(name, text, GeoBox.MAX_LATITUDE_E7);
    }

    static int longitudeE7(String name, @Nullable String text) {
        return degreesE7(name, text, GeoBox.MAX_LONGITUDE_E7);
    }

    private static int degreesE7(String name, @Nullable String text, int maxE7) {
        if (text == null) {
            throw ProblemException.badRequest(name + " is missing");
        }
        double e7 = Math.rint(Parameters.number(name, text) * E7);
        if (Math.abs(e7) > maxE7) {
            throw ProblemException.badRequest(
                    name + " must lie within -" + maxE7 / E7 + " and " + maxE7 / E7 + " degrees");
        }
        return (int) e7;
    }
}
