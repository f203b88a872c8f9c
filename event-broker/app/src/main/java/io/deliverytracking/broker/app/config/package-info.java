/** What can be configured: Kafka's properties for the broker, and a few of the shell's own. */
@NullMarked
package io.deliverytracking.broker.app.config;

import org.jspecify.annotations.NullMarked;
