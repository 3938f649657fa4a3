import type * as grpc from "@grpc/grpc-js";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import type * as EmptyModule from "google-protobuf/google/protobuf/empty_pb";
import type * as pulumi from "@pulumi/pulumi";

import { cancelDeployment } from "../aws/call/cancellation";
import type { ChimeSession } from "../aws/session";
import type * as LookupsModule from "../lookups/lookups";
import type { Ownership } from "../ownership/ownership";
import { requireLikePulumi } from "../plugin/pulumiGrpc";
import { only, type Properties } from "../schema/properties";
import { nativeToken, PROVIDER_TEXT, type ResourceKind } from "../schema/providerText";
import { refuseForeignAlias } from "../reconcile/foreignId";
import { PartialFailure } from "../reconcile/partialFailure";
import type { PulumiResource, PulumiSchema } from "./pulumiSchema";
import { differenceOf, differences } from "./diffs";
import { previewedOutputs, type PropertyNames } from "./previews";
import { answering, type Method } from "./answering";
import { CheckedDeclarations, type RequestedResource } from "./checkedDeclarations";
import { problemsOf, sourceOfArguments } from "./providerArguments";
import { withPluginPages } from "./pluginPages";
import { forCheck, forHooks, forProgram, isFromDynamicForm, membersProblem } from "./shapes";
import { argumentsIn, fromStruct, toStruct, withSecrets } from "./struct";

const { Empty } = requireLikePulumi("google-protobuf/google/protobuf/empty_pb") as typeof EmptyModule;
const { CheckResponse } = messages;

/** The hooks of each kind of resource, by the name in its provider text. */
export type Hooks = Readonly<Record<Uncapitalize<ResourceKind>, ResourceHooks>>;

type ResourceHooks = Required<pulumi.dynamic.ResourceProvider<Properties, Properties>>;

/** What the service is made of. */
export interface ServiceParts {
  readonly hooks: Hooks;
  readonly ownership: Ownership;
  readonly session: ChimeSession;
  readonly schema: PulumiSchema;
}

/**
 * Pulumi's provider protocol, served by the hooks of the dynamic form:
 * https://github.com/pulumi/pulumi/blob/master/proto/pulumi/provider.proto
 */
export function providerService(parts: ServiceParts): grpc.UntypedServiceImplementation {
  const service = new ProviderService(parts);
  const methods = {
    handshake: () => service.handshake(),
    getPluginInfo: () => service.getPluginInfo(),
    getSchema: () => service.getSchema(),
    checkConfig: (request: messages.CheckRequest) => service.checkConfig(request),
    diffConfig: (request: messages.DiffRequest) => service.diffConfig(request),
    configure: (request: messages.ConfigureRequest) => service.configure(request),
    check: (request: messages.CheckRequest) => service.check(request),
    diff: (request: messages.DiffRequest) => service.diff(request),
    create: (request: messages.CreateRequest) => service.create(request),
    read: (request: messages.ReadRequest) => service.read(request),
    update: (request: messages.UpdateRequest) => service.update(request),
    delete: (request: messages.DeleteRequest) => service.delete(request),
    invoke: (request: messages.InvokeRequest) => service.invoke(request),
    cancel: () => service.cancel(),
  };
  return Object.fromEntries(
    Object.entries(methods).map(([name, method]) => [name, answering(method as Method<unknown, unknown>)]),
  );
}

class ProviderService {
  private readonly declarations = new CheckedDeclarations();

  public constructor(private readonly parts: ServiceParts) {}

  public handshake(): messages.ProviderHandshakeResponse {
    // acceptSecrets stays off: the engine then sends plain inputs, and itself marks each output of the same name as a secret input.
    return new messages.ProviderHandshakeResponse();
  }

  public getPluginInfo(): PluginInfo {
    const info = new PluginInfo();
    info.setVersion(this.parts.schema.version);
    return info;
  }

  public getSchema(): messages.GetSchemaResponse {
    return new messages.GetSchemaResponse().setSchema(JSON.stringify(this.parts.schema));
  }

  public checkConfig(request: messages.CheckRequest): messages.CheckResponse {
    const news = argumentsIn(request.getNews());
    return new CheckResponse()
      .setInputs(toStruct(news, secretsIn(this.parts.schema.provider.inputProperties)))
      .setFailuresList(problemsOf(news).map(failureOf));
  }

  // A changed provider never replaces its resources. Pulumi checks them with the new settings.
  public diffConfig(request: messages.DiffRequest): messages.DiffResponse {
    const [olds, news] = [fromStruct(request.getOlds()), fromStruct(request.getNews())];
    const names = [...new Set([...Object.keys(olds), ...Object.keys(news)])];
    return differenceOf(differences(names, olds, news));
  }

  public configure(request: messages.ConfigureRequest): messages.ConfigureResponse {
    this.parts.session.configure(sourceOfArguments(fromStruct(request.getArgs())));
    return new messages.ConfigureResponse().setSupportspreview(true);
  }

  public async check(request: messages.CheckRequest): Promise<messages.CheckResponse> {
    const resource = resourceIn(request.getUrn());
    const { kind, name } = resource;
    const before = fromStruct(request.getOlds());
    const olds = forHooks(kind, before);
    const news = forCheck(kind, name, argumentsIn(request.getNews()));
    const problem = membersProblem(kind, before, news);
    if (problem !== undefined) return new CheckResponse().setFailuresList([failureOf(problem)]);
    const { inputs = news, failures = [] } = await this.hooksOf(kind).check(olds, news);
    const conflict = failures.length === 0 ? this.declarations.add(resource, inputs) : undefined;
    const conflicts = conflict === undefined ? [] : [conflict];
    const reasons = [...failures.map(({ reason }) => reason), ...conflicts];
    return new CheckResponse().setInputs(this.inputs(kind, inputs)).setFailuresList(reasons.map(failureOf));
  }

  public async diff(request: messages.DiffRequest): Promise<messages.DiffResponse> {
    const { kind } = resourceIn(request.getUrn());
    const [before, news] = [fromStruct(request.getOlds()), forHooks(kind, fromStruct(request.getNews()))];
    // Before the state gets the text of this kind.
    refuseForeignAlias(request.getId(), before, news);
    const olds = forHooks(kind, before);
    const difference = await this.hooksOf(kind).diff(request.getId(), olds, news);
    const changes = difference.changes === true || isFromDynamicForm(before);
    return differenceOf(differences(this.namesOf(kind).inputs, olds, news), { ...difference, changes });
  }

  public async create(request: messages.CreateRequest): Promise<messages.CreateResponse> {
    const { kind } = resourceIn(request.getUrn());
    const news = fromStruct(request.getProperties());
    const reply = new messages.CreateResponse();
    if (request.getPreview()) {
      const outputs = previewedOutputs(this.namesOf(kind), {}, news);
      return reply.setProperties(this.outputs(kind, outputs));
    }
    const { id, outs } = await this.keepingShape(kind, () => this.hooksOf(kind).create(forHooks(kind, news)));
    return reply.setId(id).setProperties(this.outputs(kind, outs));
  }

  public async read(request: messages.ReadRequest): Promise<messages.ReadResponse> {
    const { kind } = resourceIn(request.getUrn());
    const state = forHooks(kind, fromStruct(request.getProperties()));
    const { id = "", props = {}, inputs = props } = await this.hooksOf(kind).read(request.getId(), state);
    const reply = new messages.ReadResponse().setId(id);
    if (id === "") return reply;
    // The hooks leave out secret inputs that are new, because the dynamic form cannot mark them.
    const secrets = only(secretsIn(this.resourceOf(kind).inputProperties), props);
    return reply
      .setProperties(this.outputs(kind, props))
      .setInputs(this.inputs(kind, { ...secrets, ...inputs }));
  }

  public async update(request: messages.UpdateRequest): Promise<messages.UpdateResponse> {
    const { kind } = resourceIn(request.getUrn());
    const [olds, news] = [fromStruct(request.getOlds()), fromStruct(request.getNews())];
    const reply = new messages.UpdateResponse();
    if (request.getPreview())
      return reply.setProperties(this.outputs(kind, previewedOutputs(this.namesOf(kind), olds, news)));
    const { outs } = await this.keepingShape(kind, () =>
      this.hooksOf(kind).update(request.getId(), forHooks(kind, olds), forHooks(kind, news)),
    );
    return reply.setProperties(this.outputs(kind, outs));
  }

  public async delete(request: messages.DeleteRequest): Promise<EmptyModule.Empty> {
    const { kind } = resourceIn(request.getUrn());
    await this.hooksOf(kind).delete(request.getId(), forHooks(kind, fromStruct(request.getProperties())));
    return new Empty();
  }

  public async invoke(request: messages.InvokeRequest): Promise<messages.InvokeResponse> {
    const token = request.getTok();
    // On first use: it loads the whole SDK of Pulumi.
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const { LOOKUPS } = require("../lookups/lookups") as typeof LookupsModule;
    const lookup = LOOKUPS[token.split(":").at(-1) ?? ""];
    const properties = this.parts.schema.functions[token]?.outputs.properties;
    if (lookup === undefined || properties === undefined) throw new Error(`There is no function ${token}.`);
    const { session, ownership } = this.parts;
    const found = await ownership.whileProgramLooksUp(() => lookup(session, argumentsIn(request.getArgs())));
    return new messages.InvokeResponse().setReturn(toStruct(found, secretsIn(properties)));
  }

  // Calls that were sent are completed. The engine also calls this at the end of every deployment.
  public cancel(): EmptyModule.Empty {
    cancelDeployment();
    return new Empty();
  }

  private hooksOf(kind: ResourceKind): ResourceHooks {
    return this.parts.hooks[hookName(kind)];
  }

  private resourceOf(kind: ResourceKind): PulumiResource {
    const resource = this.parts.schema.resources[nativeToken(kind)];
    if (resource === undefined) throw new Error(`The package schema has no ${kind}.`);
    return resource;
  }

  private namesOf(kind: ResourceKind): PropertyNames {
    const { inputProperties, properties, required } = this.resourceOf(kind);
    return { inputs: Object.keys(inputProperties), outputs: Object.keys(properties), required };
  }

  private inputs(kind: ResourceKind, props: Properties = {}): ReturnType<typeof toStruct> {
    return toStruct(forProgram(kind, props), secretsIn(this.resourceOf(kind).inputProperties));
  }

  private outputs(kind: ResourceKind, props: Properties = {}): ReturnType<typeof toStruct> {
    return toStruct(forProgram(kind, props), secretsIn(this.resourceOf(kind).properties));
  }

  // What a failed create or update leaves in the state also has the shape and the secrets of the package schema.
  private async keepingShape<Result>(kind: ResourceKind, work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof PartialFailure)) throw error;
      const props = forProgram(kind, error.properties);
      throw new PartialFailure(
        error.id,
        withSecrets(props, secretsIn(this.resourceOf(kind).properties)),
        error,
      );
    }
  }
}

/** @throws Error if the URN is not that of a resource of this package. */
function resourceIn(urn: string): RequestedResource {
  const [, , types = "", ...name] = urn.split("::");
  // The types of the parents come first.
  const type = types.split("$").at(-1) ?? "";
  const [, , kind = ""] = type.split(":");
  if (!Object.hasOwn(PROVIDER_TEXT, kind)) throw new Error(`There is no resource ${type} in pulumi-chime.`);
  return { urn, kind: kind as ResourceKind, name: name.join("::") };
}

function hookName<Kind extends ResourceKind>(kind: Kind): Uncapitalize<Kind> {
  return (kind.charAt(0).toLowerCase() + kind.slice(1)) as Uncapitalize<Kind>;
}

// Without a property: with one, the engine also prints its value, which may be a secret. The reason names the property.
function failureOf(reason: string): messages.CheckFailure {
  return new messages.CheckFailure().setReason(withPluginPages(reason));
}

function secretsIn(properties: Readonly<Record<string, { readonly secret?: true }>>): string[] {
  return Object.keys(properties).filter((name) => properties[name]?.secret === true);
}
