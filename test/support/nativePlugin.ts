import assert from "node:assert/strict";

import * as grpc from "@grpc/grpc-js";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

import { PAGES_OF_PLUGIN, PAGES_OF_PROJECT } from "../../provider/native/pluginPages";
import { fromStruct } from "../../provider/native/struct";
import { forHooks, forProgram } from "../../provider/native/shapes";
import { RESOURCE_NAME } from "../../provider/schema/rosters/rosterInputs";
import { nativeToken, PROVIDER_TEXT, type ResourceKind } from "../../provider/schema/providerText";
import { without, type Properties } from "../../provider/schema/properties";
import type { Plugin } from "./plugin";
import { inputProblems, outputProblems, plainSecrets } from "./schemaTypes";

/**
 * A native plugin that gets and gives the messages of the dynamic form, so that both have the same tests. It fails if a reply of the
 * native plugin does not have the types of the package schema.
 */
export class NativePlugin implements Plugin {
  /** @param plugin The native plugin. */
  public constructor(private readonly plugin: Plugin) {}

  public get pid(): number {
    return this.plugin.pid;
  }

  public get printed(): string {
    return this.plugin.printed;
  }

  public async call<Reply>(method: string, request: object): Promise<Reply> {
    const kind = nativeRequest(method, request);
    const reply = await this.plugin.call<object>(method, request).catch((error: unknown) => {
      throw dynamicError(kind, error as grpc.ServiceError);
    });
    assertTypes(kind, reply);
    return dynamicReply(kind, reply) as Reply;
  }

  public closeStdin(): void {
    this.plugin.closeStdin();
  }

  public kill(): Promise<void> {
    return this.plugin.kill();
  }

  public stop(): Promise<void> {
    return this.plugin.stop();
  }
}

/** What the requests about a resource have in common. */
interface ResourceRequest {
  setUrn(urn: string): unknown;
}

/** The fields of requests and replies that hold properties: those of the program first. */
const FIELDS = ["News", "Properties", "Inputs", "Olds"] as const;

type Fields = Partial<
  Record<`get${(typeof FIELDS)[number]}`, () => Struct | undefined> &
    Record<`set${(typeof FIELDS)[number]}`, (struct: Struct) => unknown>
>;

/** Makes a request to the native plugin of the one to the dynamic form. Returns the kind of the resource, if it is about one. */
function nativeRequest(method: string, request: object): ResourceKind | undefined {
  if (method === "configure") usePlainNames(request as messages.ConfigureRequest);
  const all = request as Fields;
  const structs = FIELDS.flatMap((field) => {
    const struct = all[`get${field}`]?.call(request);
    if (struct === undefined) return [];
    const props: Properties = struct.toJavaScript();
    return [{ field, props }];
  });
  const { __provider: text, [RESOURCE_NAME]: given } = structs[0]?.props ?? {};
  const kind = kindOf(text);
  const name = typeof given === "string" ? given : "resource";
  if (kind === undefined) return undefined;
  for (const { field, props } of structs) {
    // A state of another kind or provider stays as it is.
    const shaped = props["__provider"] === text ? forProgram(kind, props) : props;
    all[`set${field}`]?.call(request, Struct.fromJavaScript(without([RESOURCE_NAME], shaped) as never));
  }
  (request as ResourceRequest).setUrn(`urn:pulumi:test::test::${nativeToken(kind)}::${name}`);
  return kind;
}

/** Checks the types in a reply of the native plugin, or in what it saves after a failure. */
function assertTypes(kind: ResourceKind | undefined, reply: object): void {
  if (kind === undefined) return;
  const isFailure = reply instanceof messages.ErrorResourceInitFailed;
  const isRefusal = reply instanceof messages.CheckResponse && reply.getFailuresList().length > 0;
  const { getInputs, getProperties } = reply as Fields;
  const [inputs, outputs] = [getInputs?.call(reply), getProperties?.call(reply)];
  const problems = [
    ...(inputs === undefined || isRefusal ? [] : inputProblems(kind, fromStruct(inputs))),
    ...(outputs === undefined ? [] : outputProblems(kind, fromStruct(outputs), !isFailure)),
    ...(outputs === undefined ? [] : plainSecrets(kind, outputs.toJavaScript())),
  ];
  assert.deepEqual(problems, [], "The native plugin replies other types than those of the package schema.");
}

/** The reply of the dynamic form, made of the one of the native plugin. */
function dynamicReply(kind: ResourceKind | undefined, reply: object): object {
  if (kind === undefined) return reply;
  const all = reply as Fields;
  for (const field of FIELDS) {
    const struct = all[`get${field}`]?.call(reply);
    if (struct !== undefined)
      all[`set${field}`]?.call(reply, Struct.fromJavaScript(forHooks(kind, fromStruct(struct)) as never));
  }
  return reply;
}

/** The error of the dynamic form, made of that of the native plugin. */
function dynamicError(kind: ResourceKind | undefined, error: grpc.ServiceError): Error {
  const { message, details, metadata } = error;
  return Object.assign(error, {
    message: dynamicPages(message),
    details: dynamicPages(details),
    metadata: dynamicDetails(kind, metadata),
  });
}

/** The text of an error of the dynamic form, made of that of the native plugin. */
function dynamicPages(text: string): string {
  return text.replaceAll(PAGES_OF_PLUGIN, PAGES_OF_PROJECT);
}

/** The details of a partial failure of the dynamic form, made of those of the native plugin. */
function dynamicDetails(
  kind: ResourceKind | undefined,
  metadata: grpc.Metadata | undefined,
): grpc.Metadata | undefined {
  const [bytes] = metadata?.get(DETAILS) ?? [];
  if (kind === undefined || bytes === undefined) return metadata;
  const status = Status.deserializeBinary(bytes as Uint8Array);
  status.setMessage(dynamicPages(status.getMessage()));
  const [detail] = status.getDetailsList();
  const failed = messages.ErrorResourceInitFailed.deserializeBinary(detail!.getValue_asU8());
  assertTypes(kind, failed);
  dynamicReply(kind, failed);
  failed.setReasonsList(failed.getReasonsList().map(dynamicPages));
  detail!.setValue(failed.serializeBinary());
  const changed = new grpc.Metadata();
  changed.add(DETAILS, Buffer.from(status.serializeBinary()));
  return changed;
}

/** The key of the details of an error. */
const DETAILS = "grpc-status-details-bin";

function kindOf(text: unknown): ResourceKind | undefined {
  return (Object.keys(PROVIDER_TEXT) as ResourceKind[]).find((kind) => PROVIDER_TEXT[kind] === text);
}

function usePlainNames(request: messages.ConfigureRequest): void {
  const args = Object.entries(request.getArgs()?.toJavaScript() ?? {});
  const plain = args.map(([name, value]) => [name.replace(/^chime:/, ""), value]);
  request.setArgs(Struct.fromJavaScript(Object.fromEntries(plain) as never));
}
