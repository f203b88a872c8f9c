/**
 * Our broker beside Apache Kafka, question by question.
 *
 * <p>A {@link io.deliverytracking.broker.conformance.script.Scenario} is a short conversation about one API key, written
 * once. It is held with both brokers in every version of that key that we advertise, and the two transcripts are compared
 * field by field. What two brokers choose freely (ids, ports, times) is compared by its role in the conversation; what
 * else may differ stands in a table, with the reason:
 *
 * <pre>
 *   scenarios   what is asked, by area            add a scenario here, and to the list in Scenarios
 *   script      a conversation with one broker
 *   wire        frames, versions, answers as trees
 *   compare     free values, differences, and the table of those that are allowed
 * </pre>
 *
 * <p>{@code CoverageTest} fails as soon as the broker advertises a version that no scenario asks for; it needs no Apache
 * Kafka.
 */
package io.deliverytracking.broker.conformance;
