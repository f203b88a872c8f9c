/**
 * Estimates of bounded size: quantiles and the number of different riders. The only package that knows the sketch library.
 *
 * <p>Each sketch of a longer window is merged from those of its seconds. A merged sketch keeps the error bound of a direct
 * one.
 *
 * <p>Source: Karnin, Lang, Liberty, "Optimal Quantile Approximation in Streams", FOCS 2016 (KLL); Flajolet et al.,
 * "HyperLogLog", AofA 2007; Apache DataSketches.
 */
@NullMarked
package io.deliverytracking.analytics.domain.sketch;

import org.jspecify.annotations.NullMarked;
