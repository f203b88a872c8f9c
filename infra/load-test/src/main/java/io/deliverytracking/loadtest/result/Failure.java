package io.deliverytracking.loadtest.result;

/**
 * A trial that came to no result.
 *
 * @param arm name of the arm
 * @param offeredPerSecond as in {@link Trial}
 * @param reason a line
 */
public record Failure(String arm, int offeredPerSecond, Scenario scenario, String reason) {}
