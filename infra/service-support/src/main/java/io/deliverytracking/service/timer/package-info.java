/** Work at regular times. */
@NullMarked
package io.deliverytracking.service.timer;

import org.jspecify.annotations.NullMarked;
