package io.wardtap.appliance.web;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerKeepAliveHandler;
import io.netty.handler.timeout.ReadTimeoutHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.wardtap.appliance.host.ServiceThread;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// `/metrics`, `/healthz` and `/readyz` over HTTP/1.1, on loopback. Requests are small and without
/// a body, connections few and closed when idle; anything else is refused early. One thread of its
/// own; what is closed early is not waited for.
@SuppressWarnings("FutureReturnValueIgnored")
public final class MetricsServer implements AutoCloseable {
    /// Where Prometheus is told to look.
    public static final int DEFAULT_PORT = 9477;

    static final int MAX_CONNECTIONS = 64;

    private static final int MAX_REQUEST_LINE = 2048;
    private static final int MAX_HEADERS = 8192;
    private static final int MAX_BODY = 1024;
    private static final int IDLE_S = 30;

    private final EventLoopGroup loop;
    private final ChannelGroup connections =
            new DefaultChannelGroup("http", GlobalEventExecutor.INSTANCE);
    private final Channel server;

    /// Binds and serves.
    ///
    /// @param bind a loopback address or name
    /// @param port 0 takes any free one, see [#port()]
    /// @param metrics the page of metrics, in Prometheus' text format
    /// @param ready whether sources are open and threads run
    /// @throws IOException when the address is taken or not on this machine
    public MetricsServer(String bind, int port, Supplier<String> metrics, BooleanSupplier ready)
            throws IOException {
        InetAddress address = InetAddress.getByName(bind);
        if (!address.isLoopbackAddress()) {
            throw new IOException(
                    "HTTP listens on loopback only: " + bind + " is not a loopback address");
        }
        loop =
                new MultiThreadIoEventLoopGroup(
                        1,
                        ServiceThread.factory(
                                Thread.ofPlatform().name("wardtap-http").daemon().factory()),
                        NioIoHandler.newFactory());
        try {
            server =
                    new ServerBootstrap()
                            .group(loop)
                            .channel(NioServerSocketChannel.class)
                            .option(ChannelOption.SO_REUSEADDR, true)
                            .childHandler(connection(metrics, ready))
                            .bind(new InetSocketAddress(address, port))
                            .syncUninterruptibly()
                            .channel();
        } catch (RuntimeException e) {
            loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
            throw e;
        } catch (Throwable e) {
            loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
            // Netty throws the bind's checked exception undeclared
            throw new IOException(
                    "cannot listen on " + bind + ":" + port + ": " + e.getMessage(), e);
        }
    }

    private ChannelInitializer<SocketChannel> connection(
            Supplier<String> metrics, BooleanSupplier ready) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(SocketChannel channel) {
                if (connections.size() >= MAX_CONNECTIONS) {
                    channel.close();
                    return;
                }
                connections.add(channel);
                channel.pipeline()
                        .addLast(new ReadTimeoutHandler(IDLE_S))
                        .addLast(new HttpServerCodec(MAX_REQUEST_LINE, MAX_HEADERS, MAX_BODY))
                        .addLast(new HttpServerKeepAliveHandler())
                        .addLast(new HttpObjectAggregator(MAX_BODY, true))
                        .addLast(new MetricsHandler(metrics, ready));
            }
        };
    }

    /// The port it listens on.
    public int port() {
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    /// Closes all connections and ends the thread.
    @Override
    public void close() {
        server.close().syncUninterruptibly();
        connections.close().awaitUninterruptibly(1, TimeUnit.SECONDS);
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }
}
