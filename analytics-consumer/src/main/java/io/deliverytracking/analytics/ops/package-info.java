/**
 * Health and metrics: what an operator looks at.
 */
@NullMarked
package io.deliverytracking.analytics.ops;

import org.jspecify.annotations.NullMarked;
