/** The clients that people have: the official admin client, Kafka's command-line tools, kcat; against a real broker. */
@NullMarked
package io.deliverytracking.broker.app.clients;

import org.jspecify.annotations.NullMarked;
