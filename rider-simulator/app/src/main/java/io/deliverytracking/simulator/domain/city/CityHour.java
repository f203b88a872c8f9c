package io.deliverytracking.simulator.domain.city;

/**
 * What the day is like in the city.
 *
 * @param timeOfDayMs since the city's midnight
 * @param timeFactor how many times faster than real time it goes
 * @param demand orders now, as a multiple of the day's mean
 */
public record CityHour(long timeOfDayMs, double timeFactor, double demand) {}
