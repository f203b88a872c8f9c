package io.deliverytracking.broker.benchmark.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OrderTest {

    @Test
    void anOrderIsOneLineAndComesBackAsItWas() throws Exception {
        Order steady = Order.of(new SteadyLoad("127.0.0.1:1", "t", 12, 48, 4, 0, 100_000, 3, 1_500, 8_000));
        Order flatOut = Order.of(new FlatOutLoad("127.0.0.1:1", "t", 12, 100, "all", 6_000_000, 3));
        for (Order order : new Order[] {steady, flatOut}) {
            assertThat(order.line()).doesNotContain("\n");
            assertThat(Order.parse(order.line())).isEqualTo(order);
        }
    }
}
