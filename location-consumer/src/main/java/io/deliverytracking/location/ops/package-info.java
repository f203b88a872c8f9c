/**
 * Health and metrics: what an operator looks at.
 */
@NullMarked
package io.deliverytracking.location.ops;

import org.jspecify.annotations.NullMarked;
