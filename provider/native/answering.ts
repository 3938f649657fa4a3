import type * as grpc from "@grpc/grpc-js";

import { currentUrn } from "../plugin/engineLog";
import { rpcError } from "./rpcError";

/** A method of one of Pulumi's protocols. */
export type Method<Request, Reply> = (request: Request) => Reply | Promise<Reply>;

/** The method as a gRPC server calls it. */
export function answering<Request, Reply>(
  method: Method<Request, Reply>,
): grpc.handleUnaryCall<Request, Reply> {
  return ({ request }, done) => {
    void currentUrn
      .run(urnOf(request), async () => method(request))
      .then(
        (reply) => {
          done(null, reply);
        },
        (error: unknown) => {
          const failure = rpcError(error);
          done(failure, null, failure.metadata);
        },
      );
  };
}

/** The URN of the resource that a request is about; empty if it is about none. */
function urnOf(request: unknown): string {
  const { getUrn } = request as { getUrn?: () => string };
  return getUrn?.call(request) ?? "";
}
