import type { Log } from "../../../provider/reporting/log";
import type { ResourceKind } from "../../../provider/schema/providerText";
import { unreachableEngine, type Host, type HostOptions } from "../../support/host";
import type { Hooks, Plugins } from "../engine/hooks";

/** Starts a plugin. */
export type StartPlugin = (options: Pick<HostOptions, "engine" | "env" | "log">) => Promise<Host>;

/** The plugins of one deployment: one for each provider. They end with the deployment, as Pulumi's do. */
export class DeploymentPlugins implements Plugins {
  /** An address that no other deployment has. */
  public readonly engineAddress = unreachableEngine();
  /** Whether a check hook was called. A destroy calls none, nor does an update that targets no declared resource. */
  public checkRan = false;
  private readonly hosts = new Map<string | undefined, Promise<Host>>();
  private readonly messages: string[] = [];

  /** @param recover Whether the plugins recover resources of an interrupted deployment: `PULUMI_CHIME_RECOVER`. */
  public constructor(
    private readonly startPlugin: StartPlugin,
    private readonly recover: boolean,
  ) {}

  public async hooksFor(provider: string | undefined, kind: string): Promise<Hooks> {
    const plugin = this.hosts.get(provider) ?? this.start();
    this.hosts.set(provider, plugin);
    const host = (await plugin).withKind(kind as ResourceKind);
    return {
      check: (news, olds) => {
        this.checkRan = true;
        return host.check(news, olds);
      },
      create: (inputs) => host.create(inputs),
      delete: (id, outputs) => host.delete(id, outputs),
      diff: (id, olds, news) => host.diff(id, olds, news),
      partialFailure: (error) => host.partialFailure(error),
      read: (id, outputs) => host.read(id, outputs),
      update: (id, olds, news) => host.update(id, olds, news),
    };
  }

  /** Whether a message to the user contains all of these texts. */
  public mention(...texts: readonly string[]): boolean {
    return this.messages.some((message) => texts.every((text) => message.includes(text)));
  }

  /** Ends the plugins at the end of the deployment. */
  public async end(): Promise<void> {
    for (const host of this.hosts.values()) await (await host).stop();
  }

  private start(): Promise<Host> {
    const show = (message: string): void => {
      this.messages.push(message);
    };
    const log: Log = { status: show, info: show, warn: show };
    // Plugins in one process share its environment, so each of them must set the variable. An empty value has no effect.
    const env = { PULUMI_CHIME_RECOVER: this.recover ? "true" : "" };
    return this.startPlugin({ engine: this.engineAddress, env, log });
  }
}
