/** What is the same in two answers: values that a broker chooses, differences, and the differences that are allowed. */
package io.deliverytracking.broker.conformance.compare;
