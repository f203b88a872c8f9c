package io.deliverytracking.demo.supervisor;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/** Asks a service whether it is ready. Blocks for at most two seconds; stateless. */
public final class Health {

    private static final int PATIENCE_MS = 1_000;

    private Health() {}

    public static boolean isReady(String url) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(url).toURL().openConnection();
            connection.setConnectTimeout(PATIENCE_MS);
            connection.setReadTimeout(PATIENCE_MS);
            try {
                return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return false;
        }
    }
}
