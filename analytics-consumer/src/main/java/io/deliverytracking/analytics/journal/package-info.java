/**
 * The memory of closed windows, on disk: what a kill would take otherwise.
 *
 * <p>Open windows and orders under way need no memory; they are read from the log again. Closed windows can't be, since the log
 * is long and its beginning expires. So {@link io.deliverytracking.analytics.journal.WindowJournal} writes them down before
 * the positions behind them are committed. Why so: infra/docs/adr/0013.
 */
@NullMarked
package io.deliverytracking.analytics.journal;

import org.jspecify.annotations.NullMarked;
