/** Every setting of the console with its default, checked at the start. */
@NullMarked
package io.deliverytracking.console.config;

import org.jspecify.annotations.NullMarked;
