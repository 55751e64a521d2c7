package dev.fairlead.helidon;

import io.helidon.http.Method;
import io.helidon.webserver.http.Handler;

/**
 * One thing that can be asked.
 *
 * @param path as in the OpenAPI description: {@code /v1/decisions/{id}}
 * @param about half a line for the index
 */
record Endpoint(Method method, String path, String about, Handler handler) {}
