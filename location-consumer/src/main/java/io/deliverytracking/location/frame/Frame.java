package io.deliverytracking.location.frame;

/**
 * One binary frame, ready to be sent.
 *
 * @param bytes the frame; belongs to whoever sends it
 * @param positions riders in it, 0 in a frame of cells
 * @param conflated as the frame says
 */
@SuppressWarnings("ArrayRecordComponent") // Handed on once and compared by nobody.
public record Frame(byte[] bytes, int positions, int conflated) {}
