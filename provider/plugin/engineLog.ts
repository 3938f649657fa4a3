import { createRequire } from "node:module";

import type * as GrpcModule from "@grpc/grpc-js";
import type * as EngineModule from "@pulumi/pulumi/proto/engine_grpc_pb";
import type * as MessagesModule from "@pulumi/pulumi/proto/engine_pb";

import type { Log } from "../reporting/log";

/**
 * The log of the Pulumi engine that started this plugin process. The first message opens the connection.
 *
 * @param address The gRPC address of the engine: the last argument of a plugin process.
 */
export function engineLog(address: string): Log {
  let connected: ReturnType<typeof connect> | undefined;
  const send = (message: string, ephemeral: boolean): void => {
    connected ??= connect(address);
    connected(message, ephemeral);
  };
  return {
    status: (message) => {
      send(message, true);
    },
    info: (message) => {
      send(message, false);
    },
  };
}

function connect(address: string): (message: string, ephemeral: boolean) => void {
  /* eslint-disable @typescript-eslint/no-require-imports */
  const { EngineClient } = require("@pulumi/pulumi/proto/engine_grpc_pb") as typeof EngineModule;
  const { LogRequest, LogSeverity } = require("@pulumi/pulumi/proto/engine_pb") as typeof MessagesModule;
  /* eslint-enable @typescript-eslint/no-require-imports */
  // It must be the same instance of the gRPC library that Pulumi's client uses.
  const requireLikePulumi = createRequire(require.resolve("@pulumi/pulumi/proto/engine_grpc_pb"));
  const grpc = requireLikePulumi("@grpc/grpc-js") as typeof GrpcModule;
  const client = new EngineClient(address, grpc.credentials.createInsecure());
  return (message, ephemeral) => {
    const request = new LogRequest();
    request.setSeverity(LogSeverity.INFO);
    request.setMessage(message);
    request.setEphemeral(ephemeral);
    // A lost message must not fail the deployment.
    client.log(request, () => undefined);
  };
}
