package io.deliverytracking.dbwriter.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailureKindTest {
    @ParameterizedTest
    @ValueSource(strings = {"22003", "22008", "22021", "23502", "23505", "23514"})
    void dataErrorsBlameARow(String sqlState) {
        assertThat(FailureKind.of(sqlState, "ExecConstraints")).isEqualTo(FailureKind.DATA);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"08006", "40P01", "40001", "42P01", "42703", "53100", "53300", "55P03", "57P01", "25P03", "XX000"
            })
    void everythingElseBlamesNoRow(String sqlState) {
        assertThat(FailureKind.of(sqlState, null)).isEqualTo(FailureKind.UNAVAILABLE);
    }

    @Test
    void aMissingPartitionIsNoDataErrorAlthoughItsCodeSaysSo() {
        assertThat(FailureKind.of("23514", "ExecFindPartition")).isEqualTo(FailureKind.MISSING_PARTITION);
    }

    @Test
    void aServerThatNeverAnsweredBlamesNoRow() {
        assertThat(FailureKind.of(null, null)).isEqualTo(FailureKind.UNAVAILABLE);
    }
}
