/** What is asked of both brokers, by area. */
package io.deliverytracking.broker.conformance.scenarios;
