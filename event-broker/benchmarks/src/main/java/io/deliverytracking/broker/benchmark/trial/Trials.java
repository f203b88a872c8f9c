package io.deliverytracking.broker.benchmark.trial;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every trial, in the order of the table. Stateless. */
public final class Trials {

    private static final Map<String, Maker> ALL = all();

    private Trials() {}

    /** Makes a trial, which may start the clients' process. */
    private interface Maker {
        Trial make(Lab lab, Sizes sizes) throws IOException;
    }

    private static Map<String, Maker> all() {
        Map<String, Maker> all = new LinkedHashMap<>();
        all.put(StartTrial.NAME, StartTrial::new);
        all.put(MemoryTrial.NAME, MemoryTrial::new);
        all.put(SteadyTrial.LINGER_5, (lab, sizes) -> SteadyTrial.linger(5, lab, sizes));
        all.put(SteadyTrial.LINGER_0, (lab, sizes) -> SteadyTrial.linger(0, lab, sizes));
        all.put(SteadyTrial.FOUR_PRODUCERS, SteadyTrial::fourProducers);
        all.put(FlatOutTrial.NAME, FlatOutTrial::new);
        all.put(PartitionsTrial.NAME, PartitionsTrial::new);
        all.put(ConnectionsTrial.NAME, ConnectionsTrial::new);
        return all;
    }

    public static List<String> names() {
        return List.copyOf(ALL.keySet());
    }

    /** Makes one; the caller closes it. */
    public static Trial make(String name, Lab lab, Sizes sizes) throws IOException {
        Maker maker = ALL.get(name);
        if (maker == null) {
            throw new IllegalArgumentException("there is no '" + name + "'");
        }
        return maker.make(lab, sizes);
    }
}
