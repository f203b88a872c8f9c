/**
 * The inspection API: what the broker holds, as REST described by OpenAPI. It reads and changes nothing.
 *
 * <p>Every answer is one question to the broker's lane, so all numbers in it belong to one moment.
 * Errors are {@code application/problem+json} (RFC 9457).
 */
@NullMarked
package io.deliverytracking.broker.app.inspection;

import org.jspecify.annotations.NullMarked;
