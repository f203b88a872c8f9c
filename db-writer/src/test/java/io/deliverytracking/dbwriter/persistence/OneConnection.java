package io.deliverytracking.dbwriter.persistence;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A data source that always gives the same connection, whose server process can so be watched; not to two at a time. */
interface OneConnection extends DataSource, AutoCloseable {
    @Override
    void close() throws SQLException;

    /** Keeps one connection of another data source, until it is closed. */
    static OneConnection of(DataSource dataSource) throws SQLException {
        return of(dataSource.getConnection());
    }

    static OneConnection of(Connection connection) {
        ClassLoader loader = OneConnection.class.getClassLoader();
        Connection kept = (Connection) Proxy.newProxyInstance(
                loader, new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    try {
                        return method.getName().equals("close") ? null : method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        return (OneConnection) Proxy.newProxyInstance(
                loader, new Class<?>[] {OneConnection.class}, (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "getConnection":
                            return kept;
                        case "close":
                            connection.close();
                            return null;
                        default:
                            throw new UnsupportedOperationException(method.getName());
                    }
                });
    }
}
