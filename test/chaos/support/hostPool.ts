import type { Host } from "../../support/host";

/**
 * How many deployments a process serves. Then another one replaces it, so that its memory does not grow without
 * limit.
 */
const MAX_DEPLOYMENTS = 2_000;

/** Identifies a plugin process within a sequence. */
export interface Slot {
  /** The number of the deployment in its sequence, from 0. */
  readonly deployment: number;
  /** The name of an explicit provider. Undefined: the default provider. */
  readonly provider: string | undefined;
  /** Whether the plugin recovers resources of an interrupted deployment. */
  readonly recover: boolean;
}

/** A plugin process during one deployment. */
export interface Lease {
  readonly host: Host;
  /** Must be called at the end of the deployment. */
  readonly end: () => Promise<void>;
}

interface SharedHost {
  readonly host: Promise<Host>;
  deployments: number;
  active: number;
}

/**
 * Plugin processes that many stacks share.
 *
 * Pulumi starts a plugin process for each deployment. Starting one takes longer than most deployments of the model,
 * so here a process serves the n-th deployment of every sequence, and never two deployments of the same sequence. A
 * process keeps what it knows by id, and each sequence has its own account, so each deployment gets a process that
 * knows nothing about its stack. Only the AWS SDK client and its connections are shared.
 */
export class HostPool {
  private readonly shared = new Map<string, SharedHost>();
  private readonly all = new Set<Promise<Host>>();

  /** @param start Starts a process. The processes of one deployment must use the same engine. */
  public constructor(private readonly start: (slot: Slot) => Promise<Host>) {}

  /** The number of processes. */
  public get size(): number {
    return this.all.size;
  }

  /** Returns the process for a deployment. */
  public async lease(slot: Slot): Promise<Lease> {
    const key = JSON.stringify(slot);
    const shared = this.hostFor(slot, key);
    shared.deployments += 1;
    shared.active += 1;
    const end = async (): Promise<void> => {
      shared.active -= 1;
      if (this.shared.get(key) !== shared && shared.active === 0) await this.stopHost(shared.host);
    };
    return { host: await shared.host, end };
  }

  /** Stops all processes. */
  public async stop(): Promise<void> {
    await Promise.all([...this.all].map((host) => this.stopHost(host)));
  }

  private hostFor(slot: Slot, key: string): SharedHost {
    const existing = this.shared.get(key);
    if (existing && existing.deployments < MAX_DEPLOYMENTS) return existing;
    const host = this.start(slot);
    this.all.add(host);
    const added = { host, deployments: 0, active: 0 };
    this.shared.set(key, added);
    if (existing?.active === 0) void this.stopHost(existing.host);
    return added;
  }

  private async stopHost(host: Promise<Host>): Promise<void> {
    this.all.delete(host);
    await (await host).stop();
  }
}
