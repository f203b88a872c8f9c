/**
 * The partitioned log on disk: what a broker promises to keep.
 *
 * <p>The story, from the outside in. A {@link io.deliverytracking.broker.log.LogDirectory} is one {@code log.dirs} entry:
 * locked, named (cluster id, node id), marked when it was closed cleanly. A
 * {@link io.deliverytracking.broker.log.LogRegistry} opens every partition found in it, recovers what a killed broker left,
 * and keeps the checkpoints. A {@link io.deliverytracking.broker.log.PartitionLog} is one partition replica: segments in
 * order, the last one active. It is the way in; its parts do the work, one idea each, on one {@code LogState}:
 * {@code LogAppender}, {@code LogReads}, {@code SegmentRoller}, {@code LogFlusher}, {@code LogDeletion}, {@code LogTruncation},
 * {@link io.deliverytracking.broker.log.LogCompaction}, {@code IndexRebuild}. A {@code Segment} knows what is in it,
 * {@code SegmentFiles} its files and their names, {@code SegmentSearch} how something is found in them; {@code SegmentScanner}
 * reads batch after batch and stops at the first that is none. {@code LogLoader} opens all of it again after a stop or a crash.
 *
 * <p>Whoever knows Apache Kafka: PartitionLog is its UnifiedLog, Segment its LogSegment, LogRegistry its LogManager,
 * ProducerStates its ProducerStateManager, LeaderEpochs its LeaderEpochFileCache; LogLoader and LogCleaner have the same names.
 *
 * <pre>
 *   &lt;log.dirs&gt;/
 *     .lock                             one broker at a time
 *     .kafka_cleanshutdown              there only after a clean stop
 *     meta.properties                   cluster.id, node.id, directory.id
 *     recovery-point-offset-checkpoint  up to here everything was forced to disk
 *     log-start-offset-checkpoint       up to here everything was deleted
 *     cleaner-offset-checkpoint         up to here everything was compacted
 *     &lt;topic&gt;-&lt;partition&gt;/
 *       00000000000000000000.log        record batches, format v2, byte for byte as on the wire
 *       00000000000000000000.index      offset to position, sparse
 *       00000000000000000000.timeindex  timestamp to offset, sparse
 *       00000000000000001234.snapshot   producer state up to that offset
 *       leader-epoch-checkpoint         which epoch starts where
 *       partition.metadata              the topic id
 * </pre>
 *
 * <p>Compaction, in {@link io.deliverytracking.broker.log.compaction}, sees a log through
 * {@link io.deliverytracking.broker.log.LogCompaction} and replaces sealed segments with smaller ones.
 *
 * <p>Only {@code port} touches the disk. Errors come in three kinds: a client's fault is an
 * {@code Errors} code in the {@link io.deliverytracking.broker.log.AppendResult} or
 * {@link io.deliverytracking.broker.log.LogSlice}; the disk's is a
 * {@link io.deliverytracking.broker.port.StorageException}; ours is an assertion.
 *
 * <p>Indexes are derived from the log file. One that is missing, wrong or can't be read takes no partition offline: it is searched
 * without, and built again in the background.
 *
 * <p>Unlike Apache Kafka: no memory maps (an I/O error in one kills the process, and they cost address space and page
 * faults on the lane), and no index pages on the heap: sealed segments are searched by positional reads, and the tail,
 * where nearly all reads are, by a ring of the last batches' positions.
 */
@NullMarked
package io.deliverytracking.broker.log;

import org.jspecify.annotations.NullMarked;
