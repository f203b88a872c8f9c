/** Requests and answers as bytes, messages and trees. */
package io.deliverytracking.broker.conformance.wire;
