/** The lessons, one a file, in the order of {@link io.deliverytracking.labs.Course}. */
@NullMarked
package io.deliverytracking.labs.lessons;

import org.jspecify.annotations.NullMarked;
