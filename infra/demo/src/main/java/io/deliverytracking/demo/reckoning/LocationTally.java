package io.deliverytracking.demo.reckoning;

/** Running sums over the passes of one reckoning; {@link LocationReckoner} turns them into an account. Not thread-safe. */
final class LocationTally {

    long stored;
    long deadLettered;
    long dropped;
    long missing;
    long outcomeUnknown;
    long outcomeUnknownStored;
    long outOfOrder;
    long ofEarlierRuns;
    final Offences offences = new Offences();
    final Offences missingExamples = new Offences();
}
