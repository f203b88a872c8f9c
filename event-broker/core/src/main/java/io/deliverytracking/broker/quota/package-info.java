/**
 * How much each client may send and be sent: the arithmetic of client quotas, and nothing of the wire.
 *
 * <p>A {@link io.deliverytracking.broker.quota.QuotaEntity} names whom a limit is for. A {@link
 * io.deliverytracking.broker.quota.ByteQuotas} finds the limit that holds for a client, measures what the client moves
 * ({@link io.deliverytracking.broker.quota.WindowedRate}), and says for how long it has to keep still. Who sets limits
 * is {@code metadata}'s, who keeps clients still is the server's.
 *
 * <p>Threading: everything here is confined to one lane, but for the immutable records.
 *
 * <p>Source: KIP-13 (quotas), KIP-55 (users), KIP-219 (the answer leaves at once, the connection waits), KIP-546.
 */
@NullMarked
package io.deliverytracking.broker.quota;

import org.jspecify.annotations.NullMarked;
