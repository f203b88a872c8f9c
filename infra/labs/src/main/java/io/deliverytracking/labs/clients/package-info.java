/** A consumer that runs in the background of a lesson, and tells what happens to it. */
@NullMarked
package io.deliverytracking.labs.clients;

import org.jspecify.annotations.NullMarked;
