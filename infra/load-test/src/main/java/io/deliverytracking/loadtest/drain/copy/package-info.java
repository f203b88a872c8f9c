/**
 * The floor that the database writer is compared with: a plain program that reads the topic and copies its rows, with nothing that
 * would make it right after a crash.
 */
@NullMarked
package io.deliverytracking.loadtest.drain.copy;

import org.jspecify.annotations.NullMarked;
