import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

import type { Emulator } from "../../emulator";
import { fromStruct } from "../../provider/native/struct";
import type { Properties } from "../../provider/schema/properties";
import { nativeToken, type ResourceKind } from "../../provider/schema/providerText";
import { pulumiHome, unreachableEngine } from "./host";
import { InProcessPlugin } from "./inProcessPlugin";

/** The native plugin in the process of the tests, called as the engine calls it for a program in another language. */
export class NativeHost {
  private constructor(private readonly plugin: InProcessPlugin) {}

  /**
   * Starts and configures the plugin.
   *
   * @param settings Arguments of the provider, such as `maxRetries`.
   */
  public static async start(
    { env }: Pick<Emulator, "env">,
    settings: Record<string, string> = {},
  ): Promise<NativeHost> {
    const options = { engine: unreachableEngine(), home: pulumiHome(), env, native: true };
    const host = new NativeHost(new InProcessPlugin(options));
    const args = { readConsistencySeconds: "0", maxRetries: "0", ...settings };
    await host.plugin.call("configure", new messages.ConfigureRequest().setArgs(struct(args)));
    return host;
  }

  public async check(
    kind: ResourceKind,
    news: Properties,
    olds: Properties = {},
  ): Promise<{ inputs: Properties; failures: { property: string; reason: string }[] }> {
    const request = new messages.CheckRequest()
      .setUrn(urnOf(kind))
      .setOlds(struct(olds))
      .setNews(struct(news));
    const reply = await this.plugin.call<messages.CheckResponse>("check", request);
    const failures = reply.getFailuresList().map((failure) => failure.toObject());
    return { inputs: fromStruct(reply.getInputs()), failures };
  }

  /** The failures of the check of the provider's arguments. */
  public async checkConfig(args: Properties): Promise<string[]> {
    const request = new messages.CheckRequest().setNews(struct(args));
    const reply = await this.plugin.call<messages.CheckResponse>("checkConfig", request);
    return reply.getFailuresList().map((failure) => failure.getReason());
  }

  /** Whether a resource changes. */
  public async diff(kind: ResourceKind, id: string, olds: Properties, news: Properties): Promise<boolean> {
    const request = new messages.DiffRequest()
      .setUrn(urnOf(kind))
      .setId(id)
      .setOlds(struct(olds))
      .setNews(struct(news));
    const reply = await this.plugin.call<messages.DiffResponse>("diff", request);
    return reply.getChanges() === messages.DiffResponse.DiffChanges.DIFF_SOME;
  }

  public async create(
    kind: ResourceKind,
    inputs: Properties,
    preview = false,
  ): Promise<{ id: string; outputs: Properties }> {
    const request = new messages.CreateRequest()
      .setUrn(urnOf(kind))
      .setProperties(struct(inputs))
      .setPreview(preview);
    const reply = await this.plugin.call<messages.CreateResponse>("create", request);
    return { id: reply.getId(), outputs: fromStruct(reply.getProperties()) };
  }

  public async read(
    kind: ResourceKind,
    id: string,
    state: Properties,
  ): Promise<{ inputs: Properties; outputs: Properties }> {
    const request = new messages.ReadRequest().setUrn(urnOf(kind)).setId(id).setProperties(struct(state));
    const reply = await this.plugin.call<messages.ReadResponse>("read", request);
    return { inputs: fromStruct(reply.getInputs()), outputs: fromStruct(reply.getProperties()) };
  }

  public async update(
    kind: ResourceKind,
    id: string,
    { olds, news, preview = false }: { olds: Properties; news: Properties; preview?: boolean },
  ): Promise<Properties> {
    const request = new messages.UpdateRequest()
      .setUrn(urnOf(kind))
      .setId(id)
      .setOlds(struct(olds))
      .setNews(struct(news))
      .setPreview(preview);
    const reply = await this.plugin.call<messages.UpdateResponse>("update", request);
    return fromStruct(reply.getProperties());
  }

  /** Calls a function. */
  public async invoke(name: string, args: Properties): Promise<Properties> {
    const request = new messages.InvokeRequest().setTok(nativeToken(name)).setArgs(struct(args));
    const reply = await this.plugin.call<messages.InvokeResponse>("invoke", request);
    return fromStruct(reply.getReturn());
  }

  /** Stops the plugin. */
  public stop(): Promise<void> {
    return this.plugin.stop();
  }
}

function urnOf(kind: ResourceKind): string {
  return `urn:pulumi:test::test::${nativeToken(kind)}::resource`;
}

function struct(properties: Properties): Struct {
  return Struct.fromJavaScript(properties as never);
}
