/** The official admin client against a real broker. Other clients and tools: module {@code event-broker/clients}. */
@NullMarked
package io.deliverytracking.broker.app.clients;

import org.jspecify.annotations.NullMarked;
