package io.deliverytracking.broker.benchmark.client;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The process that all producers and consumers under load are in: takes {@link Order}s from its standard input and answers on its
 * standard output. It ends when its input does, so with whoever started it.
 */
public final class ClientMain {

    private ClientMain() {}

    public static void main(String[] arguments) throws IOException {
        ObjectMapper json = new ObjectMapper();
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String answer;
            try {
                answer = Order.RESULT + json.writeValueAsString(carryOut(Order.parse(line), out));
            } catch (LoadException | RuntimeException e) { // the benchmark's to judge
                answer = Order.FAILED + String.valueOf(e.getMessage()).replaceAll("\\R", " ");
                e.printStackTrace(System.err);
            }
            say(out, answer);
        }
        Runtime.getRuntime().halt(0);
    }

    private static Object carryOut(Order order, PrintStream out) throws LoadException {
        SteadyLoad steady = order.steady();
        if (steady != null) {
            return new SteadyRun(steady, line -> say(out, line)).run();
        }
        FlatOutLoad flatOut = order.flatOut();
        if (flatOut != null) {
            return new FlatOutRun(flatOut).run();
        }
        throw new LoadException("an order for nothing", null);
    }

    private static void say(PrintStream out, String line) {
        out.println(line);
        out.flush();
    }
}
