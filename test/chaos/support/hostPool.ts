import type { Host } from "../../support/host";

/** How many deployments a process serves before another takes its place, in thousands of which it would only grow. */
const MOST_DEPLOYMENTS = 2_000;

/** Which process of one sequence it is. */
export interface Slot {
  /** Of which of the deployments of the sequence, counted from 0. */
  readonly deployment: number;
  /** For which explicit provider; undefined for the default one. */
  readonly provider: string | undefined;
  /** Whether it takes over what an interrupted deployment has left. */
  readonly recover: boolean;
}

/** A process of the plugin for one deployment. */
export interface Lease {
  readonly host: Host;
  /** To be called when the deployment is over. */
  readonly end: () => Promise<void>;
}

interface Shared {
  readonly host: Promise<Host>;
  deployments: number;
  active: number;
}

/**
 * Processes of the plugin, started once and used by many stacks.
 *
 * Pulumi starts a process for each deployment. Starting one takes longer than most deployments here, so a process
 * serves the n-th deployment of every sequence, and never two of one sequence. What a process remembers (who has
 * which membership, who is in a room) it remembers by ids, and each sequence has an account of its own: so each
 * deployment finds a process that knows nothing of its stack, as with Pulumi. What they do share is the AWS SDK's client
 * with its connections.
 */
export class HostPool {
  private readonly shared = new Map<string, Shared>();
  private readonly all = new Set<Promise<Host>>();

  /** @param start Starts a process. Those of one deployment have one engine. */
  public constructor(private readonly start: (slot: Slot) => Promise<Host>) {}

  /** How many processes there are. */
  public get size(): number {
    return this.all.size;
  }

  /** The process for a deployment of a stack. */
  public async lease(slot: Slot): Promise<Lease> {
    const key = JSON.stringify(slot);
    const shared = this.at(slot, key);
    shared.deployments += 1;
    shared.active += 1;
    const end = async (): Promise<void> => {
      shared.active -= 1;
      if (this.shared.get(key) !== shared && shared.active === 0) await this.retire(shared.host);
    };
    return { host: await shared.host, end };
  }

  /** Ends all of them. */
  public async stop(): Promise<void> {
    await Promise.all([...this.all].map((host) => this.retire(host)));
  }

  private at(slot: Slot, key: string): Shared {
    const known = this.shared.get(key);
    if (known && known.deployments < MOST_DEPLOYMENTS) return known;
    const host = this.start(slot);
    this.all.add(host);
    const fresh = { host, deployments: 0, active: 0 };
    this.shared.set(key, fresh);
    if (known?.active === 0) void this.retire(known.host);
    return fresh;
  }

  private async retire(host: Promise<Host>): Promise<void> {
    this.all.delete(host);
    await (await host).stop();
  }
}
