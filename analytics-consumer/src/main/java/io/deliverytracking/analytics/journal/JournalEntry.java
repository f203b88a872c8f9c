package io.deliverytracking.analytics.journal;

import io.deliverytracking.analytics.domain.ClosedWindow;
import io.deliverytracking.analytics.domain.Refused;
import java.util.List;
import java.util.Map;

/**
 * What has changed at one moment; it is read back as a whole or not at all.
 *
 * @param positions of each partition: the next offset that had not been counted, so that refused events count once
 * @param refused   by second since the epoch, for windows that may close again
 * @param windows   closed, or told of a refusal
 */
public record JournalEntry(Map<LogPartition, Long> positions, Map<Long, Refused> refused, List<ClosedWindow> windows) {}
