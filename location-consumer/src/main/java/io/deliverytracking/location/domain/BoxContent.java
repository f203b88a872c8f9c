package io.deliverytracking.location.domain;

import java.util.List;

/**
 * The riders in a box.
 *
 * @param total how many there are
 * @param riders the first of them, up to the limit of the question; which ones is not defined
 */
public record BoxContent(int total, List<RiderPosition> riders) {}
