/** The load test as a user has it: its jar as a process, with a real Postgres, broker and writer behind it. */
package io.deliverytracking.loadtest.system;
