import type { ResourceKind } from "../../../provider/schema/providerText";
import type { Hooks, Plugins } from "../engine/hooks";
import type { HostPool, Lease, Slot } from "./hostPool";

/** The processes of the plugin of one deployment, out of those that many stacks share. */
export class DeploymentPlugins implements Plugins {
  /** Whether a plugin was asked to check something: in a destroy, and where all is left out, none is. */
  public wasAsked = false;
  private readonly leases = new Map<string | undefined, Promise<Lease>>();

  public constructor(
    private readonly hosts: HostPool,
    private readonly slot: Omit<Slot, "provider">,
  ) {}

  public async hooksFor(provider: string | undefined, kind: string): Promise<Hooks> {
    const lease = this.leases.get(provider) ?? this.hosts.lease({ ...this.slot, provider });
    this.leases.set(provider, lease);
    const host = (await lease).host.withKind(kind as ResourceKind);
    return {
      check: (news, olds) => {
        this.wasAsked = true;
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

  /** The deployment is over. */
  public async end(): Promise<void> {
    for (const lease of this.leases.values()) await (await lease).end();
  }
}
