package io.deliverytracking.analytics.rest;

import io.deliverytracking.analytics.domain.WindowSize;
import io.deliverytracking.service.rest.ProblemException;

/** How window sizes are called in paths and JSON: 1s, 10s, 60s. */
final class WindowSizeNames {

    private WindowSizeNames() {}

    static String nameOf(WindowSize size) {
        return size.seconds() + "s";
    }

    /** The size of that name, or a problem that names the choices. */
    static WindowSize parse(String name) {
        for (WindowSize size : WindowSize.values()) {
            if (nameOf(size).equals(name)) {
                return size;
            }
        }
        throw ProblemException.notFound("There are windows of 1s, 10s and 60s.");
    }
}
