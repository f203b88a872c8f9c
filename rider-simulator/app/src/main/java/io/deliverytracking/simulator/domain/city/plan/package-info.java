/**
 * Plans a city from a seed: what lies where, and which streets there are.
 *
 * <pre>
 * River, Skeleton (rings, arterials, quays, bridges)    a few lines that cross
 *        -&gt; Arrangement -&gt; PlanarMap                    faces between them
 *        -&gt; Blocks                                      faces cut in two until they are blocks, or stay parks and fields
 *        -&gt; Warp                                        nothing stays straight
 *        -&gt; Streets, Greens, Districts, Sites           what riders and maps want to know
 * </pre>
 *
 * <p>Every step keeps the plane map a plane map: streets meet at junctions only, and nothing but a bridge crosses the water. Runs once,
 * in some tenths of a second.
 */
@NullMarked
package io.deliverytracking.simulator.domain.city.plan;

import org.jspecify.annotations.NullMarked;
