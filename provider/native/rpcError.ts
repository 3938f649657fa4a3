import type { Metadata, ServiceError } from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import type * as AnyModule from "google-protobuf/google/protobuf/any_pb";

import { pulumiGrpc, requireLikePulumi } from "../plugin/pulumiGrpc";
import { PartialFailure } from "../reconcile/partialFailure";
import { withPluginPages } from "./pluginPages";
import { toStruct } from "./struct";

const { Any } = requireLikePulumi("google-protobuf/google/protobuf/any_pb") as typeof AnyModule;

/**
 * An error as the engine expects it. With the details of a partial failure, it keeps the resource in the state:
 * `ErrorResourceInitFailed` in https://github.com/pulumi/pulumi/blob/master/proto/pulumi/provider.proto
 */
export function rpcError(error: unknown): Pick<ServiceError, "code" | "message" | "metadata"> {
  const { Metadata, status } = pulumiGrpc();
  const message = withPluginPages(error instanceof Error ? error.message : String(error));
  const metadata = new Metadata();
  if (error instanceof PartialFailure) addDetails(metadata, error, { code: status.UNKNOWN, message });
  return { code: status.UNKNOWN, message, metadata };
}

function addDetails(
  metadata: Metadata,
  { id, properties, reasons }: PartialFailure,
  { code, message }: Pick<ServiceError, "code" | "message">,
): void {
  const failed = new ErrorResourceInitFailed();
  failed.setId(id);
  failed.setProperties(toStruct(properties));
  failed.setReasonsList(reasons.map(withPluginPages));
  const details = new Any();
  details.pack(failed.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const all = new Status();
  all.setCode(code);
  all.setMessage(message);
  all.addDetails(details);
  metadata.add("grpc-status-details-bin", Buffer.from(all.serializeBinary()));
}
