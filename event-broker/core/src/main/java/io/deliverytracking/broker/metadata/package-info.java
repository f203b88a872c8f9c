/**
 * What the cluster agrees on: which brokers there are, which topics, who leads each partition, how
 * they are configured, and which producer ids were handed out.
 *
 * <p>The story: a {@link io.deliverytracking.broker.metadata.MetadataController} takes requests one
 * after another, decides each against the newest {@link
 * io.deliverytracking.broker.metadata.MetadataImage}, and appends the resulting {@link
 * io.deliverytracking.broker.metadata.MetadataRecord}s to a {@link
 * io.deliverytracking.broker.metadata.MetadataLog}. Only what comes back from the log changes the
 * image ({@code replay}), live as on recovery; the broker follows by comparing two images ({@link
 * io.deliverytracking.broker.metadata.MetadataDelta}) and opening or deleting logs.
 *
 * <p>The log is an interface. A single node keeps it in a file ({@link
 * io.deliverytracking.broker.metadata.LocalMetadataLog}); a cluster puts a replicated quorum behind
 * the same four ideas: asynchronous, epoch-fenced append; ordered replay; leadership callbacks;
 * snapshots.
 */
@NullMarked
package io.deliverytracking.broker.metadata;

import org.jspecify.annotations.NullMarked;
