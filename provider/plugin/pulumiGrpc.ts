import { createRequire } from "node:module";

import type * as GrpcModule from "@grpc/grpc-js";

/** Loads a module that Pulumi's SDK depends on: the instance that Pulumi's own clients and services use. */
export const requireLikePulumi = createRequire(require.resolve("@pulumi/pulumi/proto/engine_grpc_pb"));

/** Loads the gRPC library. */
export function pulumiGrpc(): typeof GrpcModule {
  return requireLikePulumi("@grpc/grpc-js") as typeof GrpcModule;
}
