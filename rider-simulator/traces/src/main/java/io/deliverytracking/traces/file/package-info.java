/** Where the bytes come from: files, folders and archives, with every size bounded; and what kind of text they are. */
@NullMarked
package io.deliverytracking.traces.file;

import org.jspecify.annotations.NullMarked;
