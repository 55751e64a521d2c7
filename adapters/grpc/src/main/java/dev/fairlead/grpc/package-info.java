/** Decisions over gRPC. */
@NullMarked
package dev.fairlead.grpc;

import org.jspecify.annotations.NullMarked;
