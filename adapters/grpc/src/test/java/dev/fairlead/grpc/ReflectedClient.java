package dev.fairlead.grpc;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.DynamicMessage;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A client that knows nothing of a service but what reflection tells it. */
public record ReflectedClient(ManagedChannel channel, FileDescriptor file, ServiceDescriptor service)
        implements AutoCloseable {
    public static ReflectedClient of(String host, int port, String service) throws Exception {
        ManagedChannel channel = NettyChannelBuilder.forAddress(host, port)
                .usePlaintext()
                .maxInboundMessageSize(64 << 20)
                .build();
        ServerReflectionResponse described = ask(
                channel,
                ServerReflectionRequest.newBuilder()
                        .setFileContainingSymbol(service)
                        .build());
        FileDescriptorProto proto = FileDescriptorProto.parseFrom(
                described.getFileDescriptorResponse().getFileDescriptorProto(0));
        FileDescriptor file = FileDescriptor.buildFrom(proto, new FileDescriptor[0]);
        return new ReflectedClient(
                channel, file, file.findServiceByName(service.substring(service.lastIndexOf('.') + 1)));
    }

    public List<String> services() throws Exception {
        return ask(
                        channel,
                        ServerReflectionRequest.newBuilder().setListServices("").build())
                .getListServicesResponse()
                .getServiceList()
                .stream()
                .map(each -> each.getName())
                .toList();
    }

    private static ServerReflectionResponse ask(ManagedChannel channel, ServerReflectionRequest request)
            throws Exception {
        CompletableFuture<ServerReflectionResponse> told = new CompletableFuture<>();
        StreamObserver<ServerReflectionRequest> ask = ServerReflectionGrpc.newStub(channel)
                .serverReflectionInfo(new StreamObserver<>() {
                    @Override
                    public void onNext(ServerReflectionResponse response) {
                        told.complete(response);
                    }

                    @Override
                    public void onError(Throwable e) {
                        told.completeExceptionally(e);
                    }

                    @Override
                    public void onCompleted() {}
                });
        ask.onNext(request);
        ServerReflectionResponse response = told.get(10, TimeUnit.SECONDS);
        ask.onCompleted();
        return response;
    }

    public DynamicMessage.Builder input(String method) {
        return DynamicMessage.newBuilder(service.findMethodByName(method).getInputType());
    }

    public DynamicMessage call(String method, DynamicMessage request) {
        DynamicMessage answer = DynamicMessage.getDefaultInstance(
                service.findMethodByName(method).getOutputType());
        MethodDescriptor<DynamicMessage, DynamicMessage> descriptor =
                MethodDescriptor.<DynamicMessage, DynamicMessage>newBuilder()
                        .setType(MethodDescriptor.MethodType.UNARY)
                        .setFullMethodName(service.getFullName() + "/" + method)
                        .setRequestMarshaller(ProtoUtils.marshaller(
                                DynamicMessage.getDefaultInstance(request.getDescriptorForType())))
                        .setResponseMarshaller(ProtoUtils.marshaller(answer))
                        .build();
        return ClientCalls.blockingUnaryCall(channel, descriptor, CallOptions.DEFAULT, request);
    }

    public static FieldDescriptor field(DynamicMessage.Builder message, String name) {
        return message.getDescriptorForType().findFieldByName(name);
    }

    public static Object get(DynamicMessage message, String name) {
        return message.getField(message.getDescriptorForType().findFieldByName(name));
    }

    public static boolean has(DynamicMessage message, String name) {
        return message.hasField(message.getDescriptorForType().findFieldByName(name));
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
