/** What every service that reads the log does alike. */
@NullMarked
package io.deliverytracking.service.kafka;

import org.jspecify.annotations.NullMarked;
