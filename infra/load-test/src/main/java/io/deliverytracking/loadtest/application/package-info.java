/**
 * The application under load, a process of its own: it is offered events at a rate that waits for nobody, and writes them, straight
 * to the database or to the log.
 *
 * <p>The coordinator starts it with {@link io.deliverytracking.loadtest.application.ApplicationProcess} and reads a line of JSON a
 * second. What was acknowledged is in a ledger on disk before anybody is told, so that {@code kill -9} takes nothing from the
 * account that {@link io.deliverytracking.loadtest.application.Account} gives afterwards.
 *
 * <pre>
 *  coordinator                        application (a JVM)
 *  ApplicationProcess ──settings───▶  ApplicationMain
 *                                       load.Generator ──event──▶ way.Way ──▶ Postgres or log
 *                     ◀──seconds────    ApplicationRun  ◀─outcome──┘  └──▶ ledger
 *  Account ◀────────────────────────── ledger, rider_location
 * </pre>
 */
@NullMarked
package io.deliverytracking.loadtest.application;

import org.jspecify.annotations.NullMarked;
