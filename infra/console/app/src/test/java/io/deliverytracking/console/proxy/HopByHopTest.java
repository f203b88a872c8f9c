package io.deliverytracking.console.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import org.junit.jupiter.api.Test;

class HopByHopTest {

    @Test
    void headersThatConnectionNamesGoWithIt() {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap()
                .add("Connection", "close, X-Secret")
                .add("Connection", "x-other")
                .add("X-Secret", "of one connection")
                .add("X-Other", "too")
                .add("ETag", "42");

        HopByHop.strip(headers);

        assertThat(headers.names()).containsExactly("ETag");
    }

    @Test
    void anEmptyNameInConnectionIsNobodysName() {
        MultiMap headers =
                MultiMap.caseInsensitiveMultiMap().add("connection", ", ,").add("etag", "42");

        HopByHop.strip(headers);

        assertThat(headers.names()).containsExactly("etag");
    }
}
