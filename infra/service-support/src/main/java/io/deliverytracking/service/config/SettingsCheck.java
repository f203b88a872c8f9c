package io.deliverytracking.service.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks settings and their relations, and says all that is wrong at once: who mends one property after the other starts
 * the service as often.
 *
 * <p>Names are given without the service's prefix. Not thread-safe; one check is one object.
 */
public final class SettingsCheck {

    private final String prefix;
    private final List<String> faults = new ArrayList<>();

    /** A check of properties that all begin with {@code prefix} and a dot. */
    public SettingsCheck(String prefix) {
        this.prefix = prefix + '.';
    }

    public void positive(String name, Duration value) {
        require(!value.isNegative() && !value.isZero(), name + " must be above zero, is " + value);
    }

    public void notNegative(String name, Duration value) {
        require(!value.isNegative(), name + " must not be negative, is " + value);
    }

    /** For settings that become a timer: its clock has whole milliseconds, and none is shorter than one. */
    public void atLeastOneMillisecond(String name, Duration value) {
        require(value.compareTo(Duration.ofMillis(1)) >= 0, name + " must be at least 1 ms, is " + value);
    }

    public void atMost(String name, Duration value, String limitName, Duration limit) {
        require(
                value.compareTo(limit) <= 0,
                name + " (" + value + ") must not exceed " + limitName + " (" + limit + ")");
    }

    public void atLeastOne(String name, int value) {
        require(value >= 1, name + " must be at least 1, is " + value);
    }

    /** Whatever else must hold; {@code fault} begins with the name of the property. */
    public void require(boolean holds, String fault) {
        if (!holds) {
            faults.add(prefix + fault);
        }
    }

    /** @throws IllegalArgumentException naming every property that cannot be meant so, if there is one */
    public void end() {
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", faults));
        }
    }
}
