package io.deliverytracking.dbwriter.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The law, line by line, and then in a loop with a simulated database. */
class PaceControlTest {
    private static final long MS = 1_000_000L;
    private static final long SECOND = SimulatedDatabase.SECOND;
    private static final long BOUND = 5 * MS;
    private static final long MAX_LAG = 120 * SECOND;

    private final PaceControl control = foregroundFirst();
    private long now;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 20);
    }

    @Test
    void lagFirstHasNoPace() {
        PaceControl unpaced = new PaceControl(PacePolicy.LAG_FIRST, BOUND, MAX_LAG, 0, 0);
        for (int i = 0; i < 100; i++) {
            unpaced.onLatency(i, SECOND);
            unpaced.onLag(i, 10 * MAX_LAG);
            unpaced.onStored(i, 5_000);
            assertThat(unpaced.next(i)).isEqualTo(Turn.AT_ONCE);
        }
        assertThat(unpaced.state()).isEqualTo(PaceState.UNPACED);
        assertThat(unpaced.lagWins()).isFalse();
    }

    @Test
    void aTransactionHasWhatThePaceGivesInABeatAndTheNextComesWhenItIsOver() {
        assertThat(control.next(0)).isEqualTo(new Turn(500, 0));
        control.onStored(7 * MS, 500);
        assertThat(control.next(7 * MS)).isEqualTo(new Turn(500, 13 * MS));
        // Half a transaction, half a beat.
        control.onStored(27 * MS, 250);
        assertThat(control.next(27 * MS)).isEqualTo(new Turn(500, 3 * MS));
    }

    @Test
    void whoComesLateCatchesUpOnOneBeatAndNoMore() {
        control.onStored(5_000 * MS, 500);
        assertThat(control.next(5_000 * MS).pauseNs()).isZero();
        control.onStored(5_000 * MS, 500);
        assertThat(control.next(5_000 * MS).pauseNs()).isZero();
        control.onStored(5_000 * MS, 500);
        assertThat(control.next(5_000 * MS).pauseNs()).isEqualTo(20 * MS);
    }

    @Test
    void twoLateSamplesMayBeChanceAndThreeAreABreach() {
        samples(40, MS);
        samples(2, 8 * MS);
        assertThat(control.pace()).isEqualTo(PaceControl.START);
        samples(1, 8 * MS);
        assertThat(control.pace()).isCloseTo(PaceControl.START * 5 / 8.0, within(1.0));
        assertThat(control.state()).isEqualTo(PaceState.YIELDING);
    }

    @Test
    void oneLateInAHundredIsWithinTheBound() {
        samples(500, 15 * MS / 1000, MS);
        samples(5, MS / 1000, 6 * MS);
        assertThat(control.pace()).isEqualTo(PaceControl.START);
    }

    @Test
    void aCutIsAHalfAtMostAndAFifthAtLeast() {
        samples(3, SECOND);
        assertThat(control.pace()).isCloseTo(PaceControl.START / 2.0, within(1.0));

        PaceControl slight = foregroundFirst();
        for (int i = 0; i < 3; i++) {
            slight.onLatency(i, BOUND + 1);
        }
        assertThat(slight.pace()).isCloseTo(PaceControl.START * 0.8, within(1.0));
    }

    @Test
    void samplesOfTheSecondAfterACutSayNothingAboutTheNewPace() {
        samples(3, SECOND);
        double cut = control.pace();
        samples(19, SECOND);
        assertThat(control.pace()).isEqualTo(cut);
        samples(5, SECOND);
        assertThat(control.pace()).isCloseTo(cut / 2, within(1.0));
    }

    @Test
    void thePaceGrowsByAQuarterASecondUntilItWasCutAndSlowlyAfterwards() {
        store(2);
        assertThat(control.pace()).isCloseTo(PaceControl.START * 1.25 * 1.25, within(1.0));
        samples(3, SECOND);
        double threshold = control.pace();
        store(4);
        assertThat(control.pace()).isBetween(threshold * 1.019, threshold * 1.1);
    }

    /** What is cut before the pace is back is one trouble: the threshold loses a fifth a cut, the pace a half. */
    @Test
    void cutsOfOneTroubleLowerTheThresholdByLessThanThePace() {
        store(6);
        samples(3, SECOND);
        double threshold = control.pace();
        samples(23, SECOND);
        double pace = control.pace();
        assertThat(pace).isCloseTo(threshold / 2, within(1.0));
        // Quick up to four fifths of what the first cut left, and not beyond.
        store(5);
        assertThat(control.pace()).isBetween(threshold * 0.8, threshold * 0.9);
    }

    /** Growth begins where the trouble was, but its steps are those of the pace before it. */
    @Test
    void whatWasPossibleBeforeATroubleIsTriedAgainSoon() {
        store(10);
        double before = control.pace();
        samples(160, SECOND);
        assertThat(control.pace()).isLessThan(before / 50);
        store(30);
        assertThat(control.pace()).isGreaterThan(before / 4);
    }

    /** Hours of traffic below the pace: the next trouble is a new one, with a threshold and a memory of its own. */
    @Test
    void aTroubleEndsAlsoWhereThePaceIsNotUsed() {
        store(6);
        samples(3, SECOND);
        for (int i = 0; i < 20 * 600; i++) {
            samples(1, MS);
            control.onStored(now, 200);
        }
        double before = control.pace();
        samples(160, SECOND);
        assertThat(control.pace()).isEqualTo(PaceControl.FLOOR);
        store(30);
        assertThat(control.pace()).isGreaterThan(before / 3);
    }

    @Test
    void growthQuickensWhereNothingWasMetForLong() {
        samples(3, SECOND);
        double threshold = control.pace();
        store(1 + PaceControl.PATIENCE);
        double patient = control.pace();
        assertThat(patient).isBetween(threshold * 1.5, threshold * 2);
        store(20);
        assertThat(control.pace()).isGreaterThan(patient * 2);
        samples(3, SECOND);
        double cut = control.pace();
        store(15);
        assertThat(control.pace()).isLessThan(cut * 1.8);
    }

    @Test
    void aPaceThatIsNotUsedDoesNotGrow() {
        for (int i = 0; i < 100; i++) {
            samples(1, MS);
            control.onStored(now, 300);
        }
        assertThat(control.pace()).isEqualTo(PaceControl.START);
        assertThat(control.state()).isEqualTo(PaceState.SPARE);
    }

    @Test
    void nearTheBoundThePaceRests() {
        for (int i = 0; i < 100; i++) {
            samples(1, 45 * MS / 10);
            control.onStored(now, 1_250);
        }
        assertThat(control.pace()).isEqualTo(PaceControl.START);
        assertThat(control.state()).isEqualTo(PaceState.HOLDING);
    }

    @Test
    void withoutSamplesItDoesNotGrow() {
        for (int i = 0; i < 100; i++) {
            now += 50 * MS;
            control.onStored(now, 1_250);
        }
        assertThat(control.pace()).isEqualTo(PaceControl.START);
    }

    @Test
    void lagWinsFromItsLimitDownToHalfOfIt() {
        control.onLag(0, MAX_LAG);
        assertThat(control.lagWins()).isFalse();
        control.onLag(1, MAX_LAG + 1);
        assertThat(control.lagWins()).isTrue();
        assertThat(control.next(1)).isEqualTo(Turn.AT_ONCE);
        control.onLag(2, MAX_LAG / 2);
        assertThat(control.state()).isEqualTo(PaceState.LAG_WINS);
        control.onLag(3, MAX_LAG / 2 - 1);
        assertThat(control.lagWins()).isFalse();
        assertThat(control.next(3).records()).isEqualTo(500);
    }

    /** With twice the bound from 150,000 rows/s on, the pace finds what can be had and rests there. */
    @ParameterizedTest
    @MethodSource("seeds")
    void aBacklogIsWorkedOffWithinTheBoundAndNotMuchSlowerThanTheDatabaseAllows(long seed) {
        SimulatedDatabase database = new SimulatedDatabase(seed, control, 150_000).backlog(1e9);
        database.run(30);
        long before = database.stored();
        database.run(300);

        assertThat(database.userP99Ms(30)).isLessThanOrEqualTo(5);
        assertThat((database.stored() - before) / 300.0).isBetween(0.7 * 150_000, 1.05 * 150_000);
    }

    /** The stated band: half of the mean to seven fifths of it. */
    @ParameterizedTest
    @MethodSource("seeds")
    void thePaceStaysWithinABand(long seed) {
        SimulatedDatabase database = new SimulatedDatabase(seed, control, 150_000).backlog(1e9);
        database.run(60);
        long before = database.stored();
        database.run(600);
        double mean = (database.stored() - before) / 600.0;

        assertThat(database.lowestPace(60)).isGreaterThan(mean / 2);
        assertThat(database.highestPace(60)).isLessThan(mean * 1.4);
    }

    /** "Outage of 60 s at 100,000/s: within 5 minutes and the bound under foreground first." */
    @ParameterizedTest
    @MethodSource("seeds")
    void anOutageIsMadeUpForWithinFiveMinutesAndWithinTheBound(long seed) {
        SimulatedDatabase database = new SimulatedDatabase(seed, control, 200_000).arriving(100_000);
        database.run(60);
        database.outage(60);
        double back = database.nowS();
        while (database.backlog() > 100_000 && database.nowS() < back + 300) {
            database.run(1);
        }

        assertThat(database.backlog()).isLessThanOrEqualTo(100_000);
        assertThat(database.userP99Ms(back)).isLessThanOrEqualTo(5);
        assertThat(database.lagWinsCount()).isZero();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void steadyTrafficIsKeptUpWith(long seed) {
        SimulatedDatabase database = new SimulatedDatabase(seed, control, 150_000).arriving(100_000);
        database.run(120);
        database.run(300);

        assertThat(database.longestLagS(120)).isLessThan(1);
        assertThat(database.userP99Ms(30)).isLessThanOrEqualTo(5);
    }

    /** More arrives than the bound allows: lag is worked off at any price, again and again, and stays limited. */
    @ParameterizedTest
    @MethodSource("seeds")
    void lagStaysLimitedWhenTheBoundDoesNotAllowWhatArrives(long seed) {
        SimulatedDatabase database = new SimulatedDatabase(seed, control, 60_000).arriving(100_000);
        database.run(1_200);

        assertThat(database.longestLagS(0)).isBetween(120.0, 123.0);
        assertThat(database.lagWinsCount()).isBetween(2, 20);
    }

    /** Others alone break the bound: the writer goes on at its floor. */
    @ParameterizedTest
    @MethodSource("seeds")
    void theWriterNeverStarves(long seed) {
        SimulatedDatabase database =
                new SimulatedDatabase(seed, control, 150_000).backlog(1e9).ownTrouble(nowNs -> 100 * MS);
        database.run(60);
        long before = database.stored();
        database.run(60);

        assertThat(control.pace()).isEqualTo(PaceControl.FLOOR);
        assertThat((database.stored() - before) / 60.0).isBetween(0.9 * PaceControl.FLOOR, 1.1 * PaceControl.FLOOR);
    }

    /** A checkpoint of three seconds costs the pace seconds, not minutes. */
    @ParameterizedTest
    @MethodSource("seeds")
    void aStallIsForgottenSoon(long seed) {
        SimulatedDatabase database =
                new SimulatedDatabase(seed, control, 150_000).backlog(1e9).stall(120, 3);
        database.run(119);
        double before = control.pace();
        database.run(41);

        assertThat(control.pace()).isGreaterThan(before / 2);
    }

    /** As after an outage: half a minute in which others are late now and then, whatever the writer does. */
    @ParameterizedTest
    @MethodSource("seeds")
    void troubleOfOthersIsForgottenSoon(long seed) {
        SimulatedDatabase database = new SimulatedDatabase(seed, control, 150_000)
                .backlog(1e9)
                .ownTrouble(nowNs -> nowNs > 60 * SECOND && nowNs < 90 * SECOND && nowNs % (5 * SECOND / 2) < SECOND / 3
                        ? 20 * MS
                        : 0);
        database.run(60);
        double before = control.pace();
        database.run(30);
        assertThat(control.pace()).isLessThan(before / 10);
        database.run(60);
        assertThat(control.pace()).isGreaterThan(before / 2);
    }

    /** From one moment on, and for good, a tenth of it is too much. */
    @ParameterizedTest
    @MethodSource("seeds")
    void aDatabaseThatCanDoMuchLessIsBelieved(long seed) {
        SimulatedDatabase database = new SimulatedDatabase(seed, control, 150_000)
                .backlog(1e9)
                .ownTrouble(nowNs -> nowNs > 60 * SECOND && control.pace() > 15_000 ? 20 * MS : 0);
        database.run(240);
        long before = database.stored();
        database.run(180);

        assertThat(database.userP99Ms(240)).isLessThanOrEqualTo(5);
        assertThat((database.stored() - before) / 180.0).isGreaterThan(0.6 * 15_000);
    }

    /** While everything compiles what it does, everything is late; cuts for that would be made up for in minutes. */
    @ParameterizedTest
    @MethodSource("seeds")
    void aSlowStartCutsNothing(long seed) {
        PaceControl settling = new PaceControl(PacePolicy.FOREGROUND_FIRST, BOUND, MAX_LAG, 15 * SECOND, 0);
        SimulatedDatabase database = new SimulatedDatabase(seed, settling, 200_000)
                .backlog(1e9)
                .ownTrouble(nowNs -> nowNs < 12 * SECOND ? 60 * MS : 0);
        database.run(12);
        assertThat(settling.pace()).isEqualTo(PaceControl.START);
        database.run(18);
        assertThat(settling.pace()).isGreaterThan(100_000);
    }

    @Test
    void whoIsLateAfterTheStartIsGivenWayTo() {
        PaceControl settling = new PaceControl(PacePolicy.FOREGROUND_FIRST, BOUND, MAX_LAG, 15 * SECOND, 0);
        settling.onStored(SECOND, 500);
        for (int i = 0; i < 3; i++) {
            settling.onLatency(16 * SECOND - 1, SECOND);
        }
        assertThat(settling.pace()).isEqualTo(PaceControl.START);
        for (int i = 0; i < 3; i++) {
            settling.onLatency(16 * SECOND, SECOND);
        }
        assertThat(settling.pace()).isLessThan(PaceControl.START);
    }

    /** Others take half of the disk for a while: the writer gives way, and comes back. */
    @ParameterizedTest
    @MethodSource("seeds")
    void itGivesWayToOthersAndComesBack(long seed) {
        SimulatedDatabase database = new SimulatedDatabase(seed, control, 150_000)
                .backlog(1e9)
                .ownTrouble(
                        nowNs -> nowNs > 60 * SECOND && nowNs < 120 * SECOND && control.pace() > 40_000 ? 20 * MS : 0);
        database.run(60);
        database.run(60);
        assertThat(control.pace()).isLessThan(60_000);
        database.run(120);
        // The lower end of the band.
        assertThat(control.pace()).isGreaterThan(70_000);
    }

    /** So many samples, one every 50 ms. */
    private void samples(int count, long latency) {
        samples(count, 50 * MS, latency);
    }

    private void samples(int count, long interval, long latency) {
        for (int i = 0; i < count; i++) {
            now += interval;
            control.onLatency(now, latency);
        }
    }

    /** Stores what the pace allows for so many seconds, beside quick samples. */
    private void store(int seconds) {
        long end = now + seconds * SECOND;
        while (now < end) {
            samples(1, MS);
            control.onStored(now, (int) (control.pace() / 20));
        }
    }

    private static PaceControl foregroundFirst() {
        return new PaceControl(PacePolicy.FOREGROUND_FIRST, BOUND, MAX_LAG, 0, 0);
    }
}
