/** The drain benchmark as a user has it, with all its sides: its package as a process, with real Postgres, broker, writer and Connect. */
package io.deliverytracking.kafkaconnect.system;
