import type { Host } from "../../support/host";
import { Deployment, type Outcome } from "./deployment";
import type { Declared } from "./program";
import { StackState } from "./state";

/** How a command is run. */
export interface CommandOptions {
  /** How many steps at a time. */
  readonly parallel: number;
  /** Whether the state is refreshed before, in the same process of the plugin. */
  readonly refresh?: boolean;
}

/** The commands of Pulumi on one stack. Each is a deployment in a process of the plugin of its own. */
export class MiniEngine {
  public readonly state = new StackState();

  /** @param hostOf Brings the process for the next deployment. */
  public constructor(private readonly hostOf: () => Promise<Host>) {}

  /** `pulumi up --skip-preview` */
  public up(program: readonly Declared[], { parallel, refresh = false }: CommandOptions): Promise<Outcome> {
    return this.deploy(parallel, async (deployment) => {
      if (refresh) await deployment.refresh();
      await deployment.update(program);
    });
  }

  /** `pulumi refresh` */
  public refresh({ parallel }: CommandOptions): Promise<Outcome> {
    return this.deploy(parallel, (deployment) => deployment.refresh());
  }

  /** `pulumi destroy` */
  public destroy(options: CommandOptions): Promise<Outcome> {
    return this.up([], options);
  }

  private async deploy(parallel: number, work: (deployment: Deployment) => Promise<void>): Promise<Outcome> {
    const deployment = new Deployment(await this.hostOf(), this.state, parallel);
    await work(deployment);
    return deployment.outcome;
  }
}
