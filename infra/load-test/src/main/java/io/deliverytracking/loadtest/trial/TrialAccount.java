package io.deliverytracking.loadtest.trial;

import io.deliverytracking.loadtest.application.Account;
import io.deliverytracking.loadtest.application.ApplicationSecond;
import io.deliverytracking.loadtest.application.ApplicationSummary;
import io.deliverytracking.loadtest.foreground.Foreground;
import io.deliverytracking.loadtest.lab.DatabaseServer;
import io.deliverytracking.loadtest.lab.LabException;
import io.deliverytracking.loadtest.lab.Tables;
import io.deliverytracking.loadtest.result.Counts;
import io.deliverytracking.loadtest.result.Latency;
import io.deliverytracking.loadtest.result.Moment;
import io.deliverytracking.loadtest.result.Resources;
import io.deliverytracking.loadtest.result.Second;
import io.deliverytracking.loadtest.result.Trial;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What a trial came to, when all of it but the database has ended: its part of the result, from the account, the samples and what the
 * application told.
 *
 * <p>Threading: confined to one thread, which asks the database and blocks.
 */
final class TrialAccount {

    private static final int MOST_OF_A_MESSAGE = 300;

    private final TrialPlan plan;
    private final DatabaseServer server;
    private final Foreground foreground;
    private final Sampler sampler;
    private final Optional<Account> account;
    private final Told told;
    private final Course course;
    private final List<String> remarks = new ArrayList<>();

    /**
     * What the application said of itself.
     *
     * @param seconds by second of the trial
     * @param summaries of each life that ended by itself, in their order
     * @param lives how often it was started
     * @param obituary what to look at when the last one ended without a summary
     */
    record Told(
            Map<Integer, ApplicationSecond> seconds, List<ApplicationSummary> summaries, int lives, String obituary) {

        static final Told NOTHING = new Told(Map.of(), List.of(), 0, "");

        /** What the application still held when its patience ended. */
        long abandoned() {
            return summaries.stream().mapToLong(ApplicationSummary::abandoned).sum();
        }

        /** Whether one of its lives ended without a word: it was killed, or died. */
        boolean isMissingALife() {
            return lives > summaries.size();
        }
    }

    /**
     * What the loop over the seconds found out beyond its samples.
     *
     * @param drained whether application and log had nothing left in the end
     * @param drainSeconds from the end of the load until then
     * @param moments when what was done to it was done
     */
    record Course(Instant start, boolean drained, @Nullable Double drainSeconds, List<Moment> moments) {}

    /** @param account of events; empty where none were sent */
    TrialAccount(
            TrialPlan plan,
            DatabaseServer server,
            Foreground foreground,
            Sampler sampler,
            Optional<Account> account,
            Told told,
            Course course) {
        this.plan = plan;
        this.server = server;
        this.foreground = foreground;
        this.sampler = sampler;
        this.account = account;
        this.told = told;
        this.course = course;
    }

    Trial trial() throws LabException {
        Counts counts = account.map(this::counts).orElse(Counts.NONE);
        account.ifPresent(this::remark);
        List<Second> timeline = sampler.timeline(told.seconds);
        boolean kept = hasKept(counts);
        Optional<Latency> visibility = plan.arm().isStoring()
                ? Freshness.of(
                        server.database(),
                        counts.stored(),
                        course.start.plusSeconds(plan.warmUpSeconds()),
                        course.start.plusSeconds(plan.seconds()))
                : Optional.empty();
        return new Trial(
                plan.arm().name(),
                plan.scenario(),
                plan.rate(),
                plan.repetition(),
                plan.warmUpSeconds(),
                plan.measuredSeconds(),
                kept,
                counts,
                acknowledgement(),
                visibility.orElse(null),
                foreground.latencies(),
                foreground.errors(),
                resources(counts, timeline),
                course.moments,
                timeline,
                Bottleneck.of(plan.arm(), signs(kept, timeline)),
                List.copyOf(remarks));
    }

    /** What a discarding writer threw away, what is still in the log, and what we had no patience for, is not lost. */
    private Counts counts(Account all) {
        long lost = plan.arm().isStoring() ? all.lost() : 0;
        if (plan.arm().isStoring() && all.inLog() > 0) {
            remarks.add(say(
                    "After %d s of draining %,d events were still in the log; they count as not stored, and not as lost.",
                    plan.patienceSeconds(), all.inLog()));
        }
        long givenUp = plan.arm().acknowledgesFromMemory() ? Math.min(lost, told.abandoned()) : 0;
        if (givenUp > 0) {
            lost -= givenUp;
            remarks.add(say(
                    "After %d s of draining %,d acknowledged events were still in the application's memory; they count as not stored,"
                            + " and not as lost.",
                    plan.patienceSeconds(), givenUp));
        }
        return new Counts(
                plan.events(),
                all.offered(),
                all.refused(),
                all.acknowledged(),
                all.stored(),
                lost,
                plan.arm().isStoring() ? all.inLog() : 0,
                all.duplicated());
    }

    private void remark(Account all) {
        if (told.isMissingALife() && !plan.killsTheApplication()) {
            remarks.add("The application died of this load: " + told.obituary + ".");
        }
        if (all.unanswered() > 0) {
            remarks.add(say(
                    "%,d events were taken and never acknowledged; %,d of them are stored.",
                    all.unanswered(), all.unansweredStored()));
        }
        if (all.deadLettered() > 0) {
            remarks.add(say("%,d events were refused, and are kept as dead letters.", all.deadLettered()));
        }
        if (all.neverSent() > 0) {
            remarks.add(say("%,d rows are of no event: " + LoadTest.FAULT_OF_OURS + ".", all.neverSent()));
        }
        long missed = plan.events() - all.offered();
        if (missed > plan.events() * (1 - KeptUp.ACKNOWLEDGED)) {
            remarks.add(say(
                    "%,d of %,d events were due and never offered, because the application was dead or had no processor.",
                    missed, plan.events()));
        }
        told.summaries.stream()
                .flatMap(summary -> summary.errorMessages().stream())
                .distinct()
                .forEach(message -> remarks.add("The application was told: " + inBrief(message)));
    }

    private boolean hasKept(Counts counts) {
        if (plan.arm().way().isEmpty()) {
            return true;
        }
        Optional<String> why = KeptUp.whyNot(new KeptUp.Evidence(
                plan.events(),
                plan.events() - plan.eventsBefore(plan.warmUpSeconds()),
                plan.rate(),
                counts.acknowledged(),
                counts.lost(),
                waitingAfter(plan.warmUpSeconds() - 1),
                waitingAfter(plan.seconds() - 1),
                course.drained));
        why.ifPresent(remarks::add);
        return why.isEmpty();
    }

    /** Events that were due by the end of a second and not yet stored then; empty where the log did not say how many it held. */
    private OptionalLong waitingAfter(int second) {
        if (second < 0) {
            return OptionalLong.of(0);
        }
        OptionalLong lag = plan.arm().pipeline().isPresent() ? sampler.lagAfter(second) : OptionalLong.of(0);
        if (lag.isEmpty()) {
            return lag;
        }
        long offered = told.seconds.entrySet().stream()
                .filter(told -> told.getKey() <= second)
                .mapToLong(told -> told.getValue().offered())
                .sum();
        ApplicationSecond last = told.seconds.get(second);
        long pending = last == null ? 0 : last.pending();
        return OptionalLong.of(Math.max(0, plan.eventsBefore(second + 1) - offered) + pending + lag.getAsLong());
    }

    private @Nullable Latency acknowledgement() {
        // After a kill the life with most of the load: percentiles of several can't be put together.
        return told.summaries.stream()
                .map(ApplicationSummary::acknowledgement)
                .filter(Objects::nonNull)
                .max(Comparator.comparingLong(Latency::count))
                .orElse(null);
    }

    private Resources resources(Counts counts, List<Second> timeline) throws LabException {
        long peakQueue = Math.max(
                told.summaries.stream()
                        .mapToLong(ApplicationSummary::peakQueueBytes)
                        .max()
                        .orElse(0),
                timeline.stream()
                        .map(Second::queueBytes)
                        .filter(Objects::nonNull)
                        .mapToLong(Long::longValue)
                        .max()
                        .orElse(0));
        return new Resources(
                sampler.measuredCpuSeconds(),
                sampler.measuredWalBytes(plan.warmUpSeconds(), plan.seconds()),
                // After retention the table holds fewer rows than were stored.
                counts.stored() == 0 || plan.hasRetention()
                        ? null
                        : new Tables(server.database()).bytes() * 1_000_000 / counts.stored(),
                peakQueue,
                plan.arm().pipeline().isEmpty()
                        ? null
                        : timeline.stream()
                                .map(Second::lag)
                                .filter(Objects::nonNull)
                                .max(Comparator.naturalOrder())
                                .orElse(null),
                hasDrained() ? course.drainSeconds : null);
    }

    /** What the application held when it died, or when its patience ended, was never stored: there is no end of draining then. */
    private boolean hasDrained() {
        boolean died = told.isMissingALife() && !plan.killsTheApplication();
        return plan.arm().isStoring() && !died && told.abandoned() == 0;
    }

    private Bottleneck.Signs signs(boolean kept, List<Second> timeline) {
        Map<String, Double> cores = new LinkedHashMap<>();
        sampler.measuredCpuSeconds().forEach((name, seconds) -> cores.put(name, seconds / plan.measuredSeconds()));
        long acknowledged = told.seconds.entrySet().stream()
                .filter(told -> told.getKey() >= plan.warmUpSeconds() && told.getKey() < plan.seconds())
                .mapToLong(told -> told.getValue().acknowledged())
                .sum();
        return new Bottleneck.Signs(
                kept,
                sampler.busy(),
                sampler.waitingForDisk(),
                sampler.stolen(),
                Runtime.getRuntime().availableProcessors(),
                cores,
                (double) acknowledged / plan.measuredSeconds(),
                told.summaries.stream()
                        .mapToLong(ApplicationSummary::lateUs)
                        .max()
                        .orElse(0));
    }

    /** Its beginning and its end: a driver that repeats the statement of a batch has the reason behind all of its rows. */
    static String inBrief(String message) {
        return message.length() <= MOST_OF_A_MESSAGE
                ? message
                : message.substring(0, MOST_OF_A_MESSAGE / 2) + " ... "
                        + message.substring(message.length() - MOST_OF_A_MESSAGE / 2);
    }

    private static String say(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
