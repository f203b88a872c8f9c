package io.deliverytracking.demo.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class JdbcUrlTest {

    @Test
    void userAndPasswordStandApartFromTheRest() {
        assertThat(JdbcUrl.parse("jdbc:postgresql://db:5433/delivery?ssl=true&user=me&password=s%26t&x=1"))
                .isEqualTo(new JdbcUrl("jdbc:postgresql://db:5433/delivery?ssl=true&x=1", "me", "s&t"));
        assertThat(JdbcUrl.parse("jdbc:postgresql://db/delivery"))
                .isEqualTo(new JdbcUrl("jdbc:postgresql://db/delivery", "", ""));
    }

    @Test
    void whatIsNoneIsShownWithoutItsPassword() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JdbcUrl.parse("postgres://me:se/cret@db/delivery"))
                .withMessage("a database URL begins with jdbc:postgresql://; this one does not: postgres://...");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JdbcUrl.parse("jdbc:postgresql://db?user=me&password=secret"))
                .withMessage("the database URL names no database behind its host: jdbc:postgresql://...");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JdbcUrl.parse("jdbc:postgresql://me:secret@db/delivery"))
                .withMessageContaining("user and password behind the database")
                .withMessageNotContaining("secret");
    }
}
