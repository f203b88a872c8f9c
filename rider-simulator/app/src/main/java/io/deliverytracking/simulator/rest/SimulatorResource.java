package io.deliverytracking.simulator.rest;

import io.deliverytracking.simulator.config.InvalidSettingException;
import io.deliverytracking.simulator.control.Simulator;
import io.deliverytracking.simulator.control.SimulatorStatus;
import io.deliverytracking.simulator.control.StatusReporter;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Shows and steers the simulator. Every call answers with the status after it. */
@Path("/api/simulator")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "simulator")
@Blocking
public class SimulatorResource {

    private final Simulator simulator;
    private final StatusReporter reporter;

    public SimulatorResource(Simulator simulator, StatusReporter reporter) {
        this.simulator = simulator;
        this.reporter = reporter;
    }

    @GET
    @Operation(summary = "State, counts, latency and faults of the current session, or of the last one")
    public SimulatorStatus status() {
        return reporter.status();
    }

    @POST
    @Path("start")
    @Operation(summary = "Begin a new session; 409 if one is running or no broker has answered yet")
    public SimulatorStatus start() {
        simulator.start();
        return reporter.status();
    }

    @POST
    @Path("pause")
    @Operation(summary = "Intend no events until resumed; what is due already is still sent")
    public SimulatorStatus pause() {
        simulator.pause();
        return reporter.status();
    }

    @POST
    @Path("resume")
    @Operation(summary = "Go on after a pause")
    public SimulatorStatus resume() {
        simulator.resume();
        return reporter.status();
    }

    @POST
    @Path("stop")
    @Operation(
            summary = "End the session, also one that failed: wait for its last acknowledgements and close its ledger")
    public SimulatorStatus stop() {
        simulator.stop();
        return reporter.status();
    }

    @PUT
    @Path("rate")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Change the fixes per rider and second: 0.001 to 100")
    public SimulatorStatus rate(@Nullable RateBody body) {
        simulator.changeRate(require("ratePerRider", body == null ? null : body.ratePerRider()));
        return reporter.status();
    }

    @PUT
    @Path("riders")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Change the number of riders: 1 to 2,000,000")
    public SimulatorStatus riders(@Nullable RidersBody body) {
        simulator.changeRiders(require("riders", body == null ? null : body.riders()));
        return reporter.status();
    }

    @PUT
    @Path("time-factor")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Change how many times faster than real time the city's day goes: 0 to 3600",
            description = "Demand and traffic follow the time of day; riders, kitchens and the times of events don't.")
    public SimulatorStatus timeFactor(@Nullable TimeFactorBody body) {
        simulator.changeTimeFactor(require("timeFactor", body == null ? null : body.timeFactor()));
        return reporter.status();
    }

    @PATCH
    @Path("faults")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Change the faults; fields left out stay as they are")
    public SimulatorStatus faults(@Nullable FaultsBody body) {
        simulator.changeFaults(require("body", body).over(simulator.faults()));
        return reporter.status();
    }

    private static <T> T require(String field, @Nullable T value) {
        if (value == null) {
            throw new InvalidSettingException(field, "is missing");
        }
        return value;
    }

    public record RateBody(@Nullable Double ratePerRider) {}

    public record TimeFactorBody(@Nullable Double timeFactor) {}

    public record RidersBody(@Nullable Integer riders) {}
}
