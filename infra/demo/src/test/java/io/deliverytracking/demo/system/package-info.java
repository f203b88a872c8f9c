/**
 * The demo as a user has it: the supervisor as a process of its own, with the packaged services, real data and real kills. Each
 * test has a home and ports of its own, so that it runs beside any other demo.
 */
package io.deliverytracking.demo.system;
