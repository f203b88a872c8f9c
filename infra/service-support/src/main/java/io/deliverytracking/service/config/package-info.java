/** Checks of settings at the start. */
@NullMarked
package io.deliverytracking.service.config;

import org.jspecify.annotations.NullMarked;
