/** The server ring's own classes, which nobody outside of its package sees, in the hands of a fuzzer. */
package io.deliverytracking.broker.server;
