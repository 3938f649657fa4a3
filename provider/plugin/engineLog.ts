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
  const send = (message: string, kind: MessageKind): void => {
    connected ??= connect(address);
    connected(message, kind);
  };
  return {
    status: (message) => {
      send(message, "status");
    },
    info: (message) => {
      send(message, "info");
    },
    warn: (message) => {
      send(message, "warning");
    },
  };
}

type MessageKind = "status" | "info" | "warning";

function connect(address: string): (message: string, kind: MessageKind) => void {
  /* eslint-disable @typescript-eslint/no-require-imports */
  const { EngineClient } = require("@pulumi/pulumi/proto/engine_grpc_pb") as typeof EngineModule;
  const { LogRequest, LogSeverity } = require("@pulumi/pulumi/proto/engine_pb") as typeof MessagesModule;
  /* eslint-enable @typescript-eslint/no-require-imports */
  // It must be the same instance of the gRPC library that Pulumi's client uses.
  const requireLikePulumi = createRequire(require.resolve("@pulumi/pulumi/proto/engine_grpc_pb"));
  const grpc = requireLikePulumi("@grpc/grpc-js") as typeof GrpcModule;
  const client = new EngineClient(address, grpc.credentials.createInsecure());
  return (message, kind) => {
    const request = new LogRequest();
    request.setSeverity(kind === "warning" ? LogSeverity.WARNING : LogSeverity.INFO);
    request.setMessage(message);
    request.setEphemeral(kind === "status");
    // A lost message must not fail the deployment.
    client.log(request, () => undefined);
  };
}
