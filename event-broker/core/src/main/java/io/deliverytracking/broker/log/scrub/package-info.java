/**
 * The scrubber: reads what is on disk again, slowly and for ever, and finds what the disk has changed before a consumer does.
 *
 * <p>It tells, with file and position, and repairs only what the log itself can tell again: an index. Records it never
 * touches; a corrupt batch is for a replica, or a person, to replace.
 *
 * <p>Unlike Apache Kafka, which has nothing of the kind.
 */
@NullMarked
package io.deliverytracking.broker.log.scrub;

import org.jspecify.annotations.NullMarked;
