/**
 * The writer's REST interface: what is stored, read by Hibernate Reactive, and what the ingest does at the moment.
 * Errors are {@code application/problem+json} (RFC 9457).
 */
@NullMarked
package io.deliverytracking.dbwriter.rest;

import org.jspecify.annotations.NullMarked;
