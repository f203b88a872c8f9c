package io.deliverytracking.location.domain;

/** A rider with the distance to the point that was asked about. */
public record NearRider(RiderPosition rider, double distanceM) {}
