package io.deliverytracking.broker.benchmark.result;

import org.jspecify.annotations.Nullable;

/**
 * One line of the table.
 *
 * @param id    unique, short, kebab case
 * @param title as a reader of the table sees it
 * @param unit  of both brokers' figures
 * @param aim   null for a line without one
 */
public record Row(
        String id, String title, String unit, @Nullable Aim aim) {}
