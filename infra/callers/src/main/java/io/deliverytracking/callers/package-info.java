/**
 * Who may call a process over HTTP. None of ours has a log-in; what protects them is that only this machine reaches them,
 * and a browser on this machine runs the scripts of foreign pages too. {@link io.deliverytracking.callers.CallerRules} says
 * what those could do and decides, {@link io.deliverytracking.callers.CallerGuard} stands before every route.
 *
 * <p>A module of its own, because the broker's shell needs it and uses nothing else of what the services share.
 */
@NullMarked
package io.deliverytracking.callers;

import org.jspecify.annotations.NullMarked;
