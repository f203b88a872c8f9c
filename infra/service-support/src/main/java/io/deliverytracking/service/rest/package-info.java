/** What every REST interface of the services does alike: parameters in, problem details (RFC 9457) out. */
@NullMarked
package io.deliverytracking.service.rest;

import org.jspecify.annotations.NullMarked;
