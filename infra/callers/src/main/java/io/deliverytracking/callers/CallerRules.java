package io.deliverytracking.callers;

import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who may talk to a process that has no log-in, and that only this machine reaches. A browser on this machine, however, runs
 * the scripts of foreign pages too, and two tricks would let them steer it, or read from it:
 *
 * <ul>
 *   <li>a request across sites: a browser sends it, though it hides the answer. Browsers name the page that asks in
 *       {@code Origin} and {@code Sec-Fetch-Site}, and a page cannot forge these, so what changes state must come from our
 *       own origin. A WebSocket is not bound by the same-origin policy at all, and counts as changing state.
 *   <li>rebinding a name: a foreign name begins to resolve to 127.0.0.1, so that its page is of our origin by address. The
 *       {@code Host} header still shows the foreign name, and only known names are served.
 * </ul>
 *
 * <p>A client that is no browser sends neither Origin nor Sec-Fetch-Site and may do all: what runs on this machine outside
 * of a browser needs no such trick.
 *
 * <p>Immutable. Source: OWASP, Cross-Site Request Forgery Prevention, "Fetch Metadata"; RFC 6455, 10.2.
 */
public final class CallerRules {

    private static final Set<String> OWN_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

    /** A name or an IPv4 address, or an IPv6 address in brackets: a Host header without its port. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+]");

    private final Set<String> names;

    /**
     * @param furtherNames host names without port under which the process is also reached
     * @throws IllegalArgumentException if one of them can't be the name in a Host header, and so would allow nobody
     */
    public CallerRules(Set<String> furtherNames) {
        Set<String> all = new HashSet<>(OWN_NAMES);
        for (String name : furtherNames) {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "callers.allowed-hosts names hosts without scheme and port, such as db-writer or [fd00::1], is "
                                + name);
            }
            all.add(name.toLowerCase(Locale.ROOT));
        }
        this.names = Set.copyOf(all);
    }

    /** Why this caller is refused; empty if it may go on. */
    public Optional<String> refusal(Caller caller) {
        if (caller.host() == null || !names.contains(nameOf(caller.host()))) {
            return Optional.of("This host name is not served here; callers.allowed-hosts names further ones");
        }
        if (!caller.changesState()) {
            return Optional.empty();
        }
        if (foreignSite(caller.fetchSite()) || foreignOrigin(caller.origin(), caller.host())) {
            return Optional.of("Another site's page must not do this");
        }
        return Optional.empty();
    }

    /** "none" is a person's own doing, as in the address bar. */
    private static boolean foreignSite(@Nullable String fetchSite) {
        return fetchSite != null && !fetchSite.equals("same-origin") && !fetchSite.equals("none");
    }

    /** We speak plain HTTP; a server before us that adds TLS keeps the Host header, and the page's scheme differs. */
    private static boolean foreignOrigin(@Nullable String origin, String host) {
        return origin != null
                && !origin.equalsIgnoreCase("http://" + host)
                && !origin.equalsIgnoreCase("https://" + host);
    }

    /** Without the port; an IPv6 address keeps its brackets. */
    private static String nameOf(String host) {
        int colon = host.lastIndexOf(':');
        boolean port = colon > host.lastIndexOf(']');
        return (port ? host.substring(0, colon) : host).toLowerCase(Locale.ROOT);
    }
}
