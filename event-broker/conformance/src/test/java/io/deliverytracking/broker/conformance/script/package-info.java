/** A conversation with one broker, written down. */
package io.deliverytracking.broker.conformance.script;
