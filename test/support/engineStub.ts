import { EventEmitter } from "node:events";

import * as grpc from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import type { LogRequest } from "@pulumi/pulumi/proto/engine_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";

/** A message from a plugin to its engine. */
export interface Message {
  text: string;
  /** Whether Pulumi shows it as a status that the next message replaces. */
  ephemeral: boolean;
  /** The resource that it is about; empty if it is about none, so that Pulumi shows it as a message of the stack. */
  urn: string;
}

/** The part of the engine that receives messages from plugins. */
export class EngineStub {
  public readonly messages: Message[] = [];
  private readonly events = new EventEmitter();

  private constructor(
    private readonly server: grpc.Server,
    public readonly address: string,
  ) {}

  public static async start(): Promise<EngineStub> {
    const server = new grpc.Server();
    const port = await new Promise<number>((resolve, reject) => {
      server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) => {
        if (error) reject(error);
        else resolve(bound);
      });
    });
    const stub = new EngineStub(server, `127.0.0.1:${port}`);
    server.addService(
      { log: EngineService.log },
      {
        log: (call: grpc.ServerUnaryCall<LogRequest, Empty>, done: grpc.sendUnaryData<Empty>) => {
          const { request } = call;
          stub.messages.push({
            text: request.getMessage(),
            ephemeral: request.getEphemeral(),
            urn: request.getUrn(),
          });
          stub.events.emit("message");
          done(null, new Empty());
        },
      },
    );
    return stub;
  }

  /** Returns the first matching message. Waits if none has arrived yet. */
  public async message(matches: (message: Message) => boolean): Promise<Message> {
    const deadline = AbortSignal.timeout(10_000);
    for (;;) {
      const found = this.messages.find(matches);
      if (found) return found;
      await new Promise((resolve, reject) => {
        this.events.once("message", resolve);
        deadline.addEventListener("abort", () => {
          reject(new Error(`No matching message arrived, only: ${JSON.stringify(this.messages)}`));
        });
      });
    }
  }

  public stop(): void {
    this.server.forceShutdown();
  }
}
