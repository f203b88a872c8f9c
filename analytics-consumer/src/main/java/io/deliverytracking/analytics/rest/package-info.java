/**
 * Questions over HTTP; errors are problem details (RFC 9457).
 */
@NullMarked
package io.deliverytracking.analytics.rest;

import org.jspecify.annotations.NullMarked;
