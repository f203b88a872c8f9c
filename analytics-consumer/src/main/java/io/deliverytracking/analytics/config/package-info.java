/**
 * Every setting of the service with its default, checked at the start, and the domain objects made from them.
 */
@NullMarked
package io.deliverytracking.analytics.config;

import org.jspecify.annotations.NullMarked;
