package io.deliverytracking.broker.conformance.script;

import org.apache.kafka.common.protocol.ApiKeys;

/**
 * A conversation about one API key, held in every version of it from {@code lowest} to {@code highest}.
 *
 * @param api the key under test; other keys that the script needs are asked in their highest version
 * @param name what it is about, in a few words; unique within its key
 * @param lowest the first version that can say this
 * @param highest the last one
 */
public record Scenario(ApiKeys api, String name, int lowest, int highest, Script script) {

    /** A scenario for every version. */
    public static Scenario scenario(ApiKeys api, String name, Script script) {
        return new Scenario(api, name, 0, Short.MAX_VALUE, script);
    }

    /** The same for versions from {@code version} on. */
    public Scenario from(int version) {
        return new Scenario(api, name, version, highest, script);
    }

    /** The same for versions up to {@code version}. */
    public Scenario upTo(int version) {
        return new Scenario(api, name, lowest, version, script);
    }

    /** Whether it is held in {@code version}. */
    public boolean speaks(short version) {
        return lowest <= version && version <= highest;
    }
}
