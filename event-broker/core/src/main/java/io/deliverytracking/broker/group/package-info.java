/**
 * The group coordinator: who belongs to a consumer group, who owns what, and how far each group has read.
 *
 * <p>It is a state machine without I/O. A question arrives with an
 * {@link io.deliverytracking.broker.group.Answer}; a {@link io.deliverytracking.broker.group.GroupShard}, one
 * per partition of {@code __consumer_offsets}, decides it in a {@link io.deliverytracking.broker.group.Turn};
 * what the decision wants remembered is a {@link io.deliverytracking.broker.group.GroupRecord}, and replaying
 * records is the only way to change durable state, live and on recovery; who is joining, and whose request is
 * parked, is in memory only. Answers leave when the records before them are durable, which in this package means what it
 * means to a producer with {@code acks=all}: below the high watermark, on every in-sync replica; on one node that is
 * the page cache. Time, randomness and the log come in through ports, so a test drives all of it
 * from a seed.
 *
 * <p>Where to read first: {@link io.deliverytracking.broker.group.GroupState} shows the life of a group as a
 * diagram and a table, its implementations hold the rules; {@code MembershipDecisions} and
 * {@code OffsetDecisions} show what is checked before; the codecs draw the bytes, which are Apache Kafka's.
 *
 * <p>There are two kinds of {@code Group}, and shard, turn, offsets and records are the same for both. In a
 * {@code ClassicGroup} a member assigns, and everybody stops for it. In a {@code ConsumerGroup} (KIP-848) the
 * coordinator does, with the assignors of package {@code assignor}, and leads each member to its assignment by itself:
 * {@code ConsumerGroupDecisions} shows the steps of a heartbeat, {@code MemberState} those of a member,
 * {@code Reconciliation} the rule that keeps a partition in one hand.
 *
 * <p>A group changes from one protocol to the other with its members ({@code ProtocolUpgrade}, {@code
 * ProtocolDowngrade}); meanwhile {@code ClassicMemberDecisions} serves those of the classic protocol in the consumer group,
 * and {@code MemberUpdate} has the steps that are the same for all.
 *
 * <p>Threading: one lane owns the partitions of {@code __consumer_offsets}, and all of this with them.
 */
@NullMarked
package io.deliverytracking.broker.group;

import org.jspecify.annotations.NullMarked;
