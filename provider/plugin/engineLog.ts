import { AsyncLocalStorage } from "node:async_hooks";

import type * as EngineModule from "@pulumi/pulumi/proto/engine_grpc_pb";
import type * as MessagesModule from "@pulumi/pulumi/proto/engine_pb";

import type { Log } from "../reporting/log";
import { pulumiGrpc } from "./pulumiGrpc";

/** The URN of the resource that the current request is about, under which Pulumi shows a message. The dynamic form does not know it. */
export const currentUrn = new AsyncLocalStorage<string>();

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
  const client = new EngineClient(address, pulumiGrpc().credentials.createInsecure());
  return (message, kind) => {
    const request = new LogRequest();
    request.setSeverity(kind === "warning" ? LogSeverity.WARNING : LogSeverity.INFO);
    request.setMessage(message);
    request.setEphemeral(kind === "status");
    // One status is about all resources.
    if (kind !== "status") request.setUrn(currentUrn.getStore() ?? "");
    // A lost message must not fail the deployment.
    client.log(request, () => undefined);
  };
}
