import type { ResourceKind } from "../../../provider/schema/providerText";
import type { Hooks, Plugins } from "../engine/hooks";
import type { HostPool, Lease, Slot } from "./hostPool";

/** The plugin processes of one deployment, leased from a pool. */
export class DeploymentPlugins implements Plugins {
  /** Whether a check hook was called. A destroy calls none, nor does an update that targets no declared resource. */
  public checkRan = false;
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

  /** Ends the leases at the end of the deployment. */
  public async end(): Promise<void> {
    for (const lease of this.leases.values()) await (await lease).end();
  }
}
