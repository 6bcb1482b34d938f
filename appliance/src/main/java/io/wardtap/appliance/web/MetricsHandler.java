package io.wardtap.appliance.web;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;

import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Answers one connection's requests. Answers tell nothing of the server but what was asked.
/// Whether an answer arrives is the peer's affair, so nobody waits for writes.
@SuppressWarnings("FutureReturnValueIgnored")
final class MetricsHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
    private static final String ALLOWED = "GET, HEAD";

    private final Supplier<String> metrics;
    private final BooleanSupplier ready;

    MetricsHandler(Supplier<String> metrics, BooleanSupplier ready) {
        this.metrics = metrics;
        this.ready = ready;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        if (request.decoderResult().isFailure()) {
            FullHttpResponse refusal =
                    answer(statusOf(request.decoderResult().cause()), TEXT, "bad request\n");
            refusal.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
            context.writeAndFlush(refusal);
            context.close();
            return;
        }
        FullHttpResponse response = respond(request);
        if (request.method().equals(HttpMethod.HEAD)) {
            // the length stays that of the answer to GET (RFC 9110 9.3.2)
            response.content().clear();
        }
        context.writeAndFlush(response);
    }

    private FullHttpResponse respond(FullHttpRequest request) {
        String path = request.uri();
        int query = path.indexOf('?');
        String page = query < 0 ? path : path.substring(0, query);
        boolean known =
                switch (page) {
                    case "/metrics", "/healthz", "/readyz" -> true;
                    default -> false;
                };
        if (!known) {
            return answer(HttpResponseStatus.NOT_FOUND, TEXT, "not found\n");
        }
        if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
            FullHttpResponse refusal =
                    answer(HttpResponseStatus.METHOD_NOT_ALLOWED, TEXT, "method not allowed\n");
            refusal.headers().set(HttpHeaderNames.ALLOW, ALLOWED);
            return refusal;
        }
        return switch (page) {
            case "/metrics" -> metrics();
            case "/readyz" ->
                    ready.getAsBoolean()
                            ? answer(HttpResponseStatus.OK, TEXT, "ready\n")
                            : answer(HttpResponseStatus.SERVICE_UNAVAILABLE, TEXT, "not ready\n");
            default -> answer(HttpResponseStatus.OK, TEXT, "alive\n");
        };
    }

    private FullHttpResponse metrics() {
        try {
            return answer(HttpResponseStatus.OK, PROMETHEUS, metrics.get());
        } catch (RuntimeException e) {
            // a gauge that fails is our bug; the page says no more than that
            return answer(HttpResponseStatus.INTERNAL_SERVER_ERROR, TEXT, "internal error\n");
        }
    }

    private static FullHttpResponse answer(HttpResponseStatus status, String type, String body) {
        FullHttpResponse response =
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1,
                        status,
                        Unpooled.wrappedBuffer(body.getBytes(StandardCharsets.UTF_8)));
        response.headers().set(HttpHeaderNames.CONTENT_TYPE, type);
        response.headers().set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE);
        response.headers().set("X-Content-Type-Options", "nosniff");
        HttpUtil.setContentLength(response, response.content().readableBytes());
        return response;
    }

    private static HttpResponseStatus statusOf(Throwable cause) {
        return switch (cause) {
            case TooLongHttpLineException _ -> HttpResponseStatus.REQUEST_URI_TOO_LONG;
            case TooLongHttpHeaderException _ -> HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE;
            case null, default -> HttpResponseStatus.BAD_REQUEST;
        };
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // timeouts, resets and nonsense: the peer's affair
        context.close();
    }
}
