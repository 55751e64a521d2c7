package dev.fairlead.helidon;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** The body of a request: unpacked if it came as gzip, and never more of it than {@link #LIMIT}. */
final class Body {
    /** Most bytes of a body, as sent and as unpacked. */
    static final int LIMIT = 8 << 20;

    /**
     * A client that sends more than {@link #LIMIT} reads the refusal only once it has sent everything, so up to this many
     * bytes are read and thrown away; then the connection is closed on it.
     */
    private static final long PATIENCE = 64 << 20;

    private Body() {}

    /** Reads something from a body. */
    interface Reading<T> {
        T from(InputStream in) throws IOException;
    }

    /** @throws ApiError 413 above the limit, 415 for an unknown encoding, 400 for damaged gzip */
    static <T> T read(ServerRequest request, ServerResponse response, Reading<T> reading) {
        return read(request, response, LIMIT, reading);
    }

    /** @param limit most bytes, as sent and as unpacked */
    static <T> T read(ServerRequest request, ServerResponse response, int limit, Reading<T> reading) {
        String encoding = request.headers()
                .first(HeaderNames.CONTENT_ENCODING)
                .orElse("identity")
                .toLowerCase(Locale.ROOT);
        if (request.headers().contentLength().orElse(0) > limit) {
            discard(request.content().inputStream(), response);
            throw tooLarge(limit);
        }
        InputStream sent = request.content().inputStream();
        try (InputStream in = unpacked(sent, encoding, limit)) {
            return reading.from(in);
        } catch (TooLarge e) {
            discard(sent, response);
            throw tooLarge(limit);
        } catch (IOException e) {
            throw new ApiError(
                    Status.BAD_REQUEST_400,
                    "the body cannot be read as " + encoding + ": " + e.getMessage(),
                    "Nothing of this request was stored; send it again.");
        }
    }

    private static InputStream unpacked(InputStream sent, String encoding, int limit) throws IOException {
        InputStream in = new Bounded(sent, limit);
        return switch (encoding) {
            case "identity" -> in;
            case "gzip", "x-gzip" -> new Bounded(new GZIPInputStream(in, 1 << 14), limit);
            default ->
                throw new ApiError(
                        Status.UNSUPPORTED_MEDIA_TYPE_415,
                        "content encoding '" + encoding + "' is not supported",
                        "Send the body as it is, or as gzip.");
        };
    }

    private static ApiError tooLarge(int limit) {
        return new ApiError(
                Status.REQUEST_ENTITY_TOO_LARGE_413,
                "the body is larger than " + limit + " bytes (" + (limit >> 20)
                        + " MiB) unpacked, the most that one request may hold",
                "Nothing of this request was stored; split it into smaller requests.");
    }

    private static void discard(InputStream rest, ServerResponse response) {
        byte[] scrap = new byte[1 << 14];
        long discarded = 0;
        try {
            for (int got = 0; got >= 0 && discarded < PATIENCE; got = rest.read(scrap)) {
                discarded += got;
            }
        } catch (IOException e) {
            discarded = PATIENCE;
        }
        if (discarded >= PATIENCE) {
            response.header(HeaderValues.CONNECTION_CLOSE);
        }
    }

    private static final class TooLarge extends IOException {}

    /** Gives out at most so many bytes, and fails rather than give out more. */
    private static final class Bounded extends FilterInputStream {
        private final int limit;
        private long given;

        Bounded(InputStream in, int limit) {
            super(in);
            this.limit = limit;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] to, int from, int length) throws IOException {
            int got = in.read(to, from, length);
            given += Math.max(0, got);
            if (given > limit) {
                throw new TooLarge();
            }
            return got;
        }

        @Override
        public boolean markSupported() {
            return false;
        }

        /** The server closes what it gave out; closing it here would first read all that a client cares to send. */
        @Override
        public void close() {}
    }
}
