/** What a lesson runs on: a broker of ours in a process of its own, or one that was named. */
@NullMarked
package io.deliverytracking.labs.broker;

import org.jspecify.annotations.NullMarked;
