/**
 * What the services have in common and what has nothing to do with riders or orders: an error leaves each of them in the
 * same form, settings are checked in the same way, a missing topic is waited for with the same words.
 *
 * <p>For the shells of the services only: their domain packages must not depend on it, and their architecture tests say so.
 * Something belongs here when two services would otherwise hold the same lines for the same reason; what merely looks alike
 * stays where it is.
 *
 * <p>Settings that all services start from are in {@code META-INF/microprofile-config.properties}.
 */
@NullMarked
package io.deliverytracking.service;

import org.jspecify.annotations.NullMarked;
