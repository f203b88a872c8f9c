/** What the admin client tells about topics and groups: the same from our broker and from Apache Kafka. */
@NullMarked
package io.deliverytracking.console.kafka;

import org.jspecify.annotations.NullMarked;
