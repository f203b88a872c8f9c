package io.deliverytracking.demo.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnprivilegedUserTest {

    @Test
    void anOrdinaryUserRunsPostgresAsItIs() throws IOException {
        assertThat(UnprivilegedUser.choose(false, prefix -> false).wrap(List.of("postgres")))
                .containsExactly("postgres");
    }

    @Test
    void rootTakesAUserNamespaceWhereItMay() throws IOException {
        assertThat(UnprivilegedUser.choose(true, prefix -> true).wrap(List.of("postgres")))
                .containsExactly("unshare", "-U", "postgres");
    }

    @Test
    void rootWithoutNamespacesBecomesNobody() throws IOException {
        assertThat(UnprivilegedUser.choose(true, prefix -> prefix.get(0).equals("chroot"))
                        .wrap(List.of("postgres")))
                .startsWith("chroot")
                .endsWith("postgres");
    }

    @Test
    void rootWithoutAnyWayIsToldWhatToDo() {
        assertThatThrownBy(() -> UnprivilegedUser.choose(true, prefix -> false))
                .hasMessageContaining("refuses to run as root")
                .hasMessageContaining("--database-url");
    }
}
