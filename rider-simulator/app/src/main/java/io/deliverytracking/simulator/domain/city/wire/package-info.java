/**
 * The city's map as bytes, for the console to draw the streets on which riders ride. Little-endian; varints as in Protocol Buffers.
 *
 * <pre>
 *   0   4  magic "DTCN"
 *   4   2  u16 version = 1
 *   6   2  u16 number of sections
 *   8  16  i32 south, west, north, east in 1e-7 degrees
 *  24      sections, each: u8 kind, u8 rank, u16 zero, u32 byte length of what follows, then
 *            varint count of features; each feature:
 *              varint length of name, UTF-8 name (0 = none)
 *              varint count of points; each point: zigzag varint delta latitude, zigzag varint delta longitude,
 *                in 1e-6 degrees, to the preceding point of the same section (the first: to the south-west corner
 *                in 1e-6 degrees, rounded down)
 *   kind 1 water (polygon, closed implicitly)   2 park (polygon)   3 district (polygon, named)
 *        4 street (polyline; rank 1 ring road, 2 arterial, 3 collector, 4 local)
 *        5 bridge (polyline; rank as its street)   6 restaurants (features of one point, named)
 *   A reader passes over kinds and ranks that it does not know.
 * </pre>
 */
@NullMarked
package io.deliverytracking.simulator.domain.city.wire;

import org.jspecify.annotations.NullMarked;
