/** What the console decides, as plain Java: what the figures of two moments say about the time between them. */
@NullMarked
package io.deliverytracking.console.domain;

import org.jspecify.annotations.NullMarked;
