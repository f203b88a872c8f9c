/**
 * The disk port on {@code java.nio}: plain files, positional reads and writes, fsync of files and directories.
 *
 * <p>No memory maps: with them an I/O error kills the process, and a truncation needs them gone. Java offers both
 * calls that matter ({@code force} on files and, on POSIX systems, on directories).
 */
@NullMarked
package io.deliverytracking.broker.server.storage;

import org.jspecify.annotations.NullMarked;
