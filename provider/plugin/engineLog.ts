import { createRequire } from "node:module";

import type * as GrpcModule from "@grpc/grpc-js";
import type * as EngineModule from "@pulumi/pulumi/proto/engine_grpc_pb";
import type * as MessagesModule from "@pulumi/pulumi/proto/engine_pb";

import type { Log } from "../reporting/log";

/**
 * The log of the Pulumi engine that started this plugin process. It is connected to when there is something to say.
 *
 * @param address Where the engine listens: the last argument of a plugin process.
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
  // The gRPC library must be the one that Pulumi's own client was made with.
  const pulumisOwn = createRequire(require.resolve("@pulumi/pulumi/proto/engine_grpc_pb"));
  const grpc = pulumisOwn("@grpc/grpc-js") as typeof GrpcModule;
  const client = new EngineClient(address, grpc.credentials.createInsecure());
  return (message, ephemeral) => {
    const request = new LogRequest();
    request.setSeverity(LogSeverity.INFO);
    request.setMessage(message);
    request.setEphemeral(ephemeral);
    // A message that cannot be shown is no reason to fail a deployment.
    client.log(request, () => undefined);
  };
}
