package io.deliverytracking.broker.benchmark.subject;

import java.util.List;

/** Command lines for readers: of a path its last part, of ports nothing. Pure. */
final class Settings {

    private Settings() {}

    /** Without the program and without what names class path or jar. */
    static List<String> readable(List<String> command) {
        return command.stream()
                .filter(word -> word.startsWith("-X") || word.startsWith("-D"))
                .filter(word -> !word.contains("port=") && !word.contains("listeners"))
                .map(Settings::withoutFolders)
                .toList();
    }

    static String withoutFolders(String word) {
        return word.replaceFirst("=/.*/([^/]+)$", "=$1");
    }
}
