/** What infra/observability says about the services is held against the services. */
@NullMarked
package io.deliverytracking.demo.observability;

import org.jspecify.annotations.NullMarked;
