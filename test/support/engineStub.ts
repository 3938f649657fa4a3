import { EventEmitter } from "node:events";

import * as grpc from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import type { LogRequest } from "@pulumi/pulumi/proto/engine_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";

/** A message that a plugin sent to its engine. */
export interface Message {
  text: string;
  /** Whether it is shown as status, and gone with the next one. */
  ephemeral: boolean;
}

/** The part of the engine that takes messages from plugins. */
export class EngineStub {
  public readonly messages: Message[] = [];
  private readonly arrivals = new EventEmitter();

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
          stub.messages.push({ text: call.request.getMessage(), ephemeral: call.request.getEphemeral() });
          stub.arrivals.emit("message");
          done(null, new Empty());
        },
      },
    );
    return stub;
  }

  /** Waits until a message is there that matches, those of the past included. */
  public async message(matches: (message: Message) => boolean): Promise<Message> {
    const deadline = AbortSignal.timeout(10_000);
    for (;;) {
      const found = this.messages.find(matches);
      if (found) return found;
      await new Promise((resolve, reject) => {
        this.arrivals.once("message", resolve);
        deadline.addEventListener("abort", () => {
          reject(new Error(`No such message came, only: ${JSON.stringify(this.messages)}`));
        });
      });
    }
  }

  public stop(): void {
    this.server.forceShutdown();
  }
}
