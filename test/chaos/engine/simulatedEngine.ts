import type { CommandOptions } from "./commandOptions";
import { Deployment, type Outcome } from "./deployment";
import type { Plugins } from "./hooks";
import type { DeclaredResource } from "./declaredResource";
import { noLedger, type OpenLedger } from "./programLedger";
import { StackState } from "./stackState";

export type { CommandOptions } from "./commandOptions";

/** The processes for one deployment, and where they reach its engine. */
export interface DeploymentProcesses {
  readonly plugins: Plugins;
  readonly engineAddress: string;
}

/** A program, with the explicit providers that it makes. */
export interface RunnableProgram {
  readonly resources: readonly DeclaredResource[];
  readonly providers?: readonly string[];
}

const EMPTY_PROGRAM: RunnableProgram = { resources: [] };

/** The commands of Pulumi on one stack. Each is a deployment in processes of the plugin of its own. */
export class SimulatedEngine {
  public readonly state = new StackState();

  /** @param startProcesses Brings the processes for the next deployment. */
  public constructor(
    private readonly startProcesses: () => Promise<DeploymentProcesses>,
    private readonly openLedger: OpenLedger = noLedger,
  ) {}

  /** `pulumi preview`: nothing is done. */
  public preview(program: RunnableProgram, options: CommandOptions): Promise<Outcome> {
    return this.deploy(options, true, async (deployment) => {
      if (options.refresh) await deployment.refresh();
      await deployment.update(program.resources, program.providers ?? [], "update");
    });
  }

  /** `pulumi up --skip-preview` */
  public up(program: RunnableProgram, options: CommandOptions): Promise<Outcome> {
    return this.deploy(options, false, async (deployment) => {
      if (options.refresh) await deployment.refresh();
      await deployment.update(program.resources, program.providers ?? [], "update");
    });
  }

  /** `pulumi refresh` */
  public refresh(options: CommandOptions): Promise<Outcome> {
    return this.deploy(options, false, (deployment) => deployment.refresh());
  }

  /** `pulumi destroy`. @param program With `--run-program`: the program. */
  public destroy(options: CommandOptions, program: RunnableProgram = EMPTY_PROGRAM): Promise<Outcome> {
    return this.deploy(options, false, async (deployment) => {
      if (options.refresh) await deployment.refresh();
      await deployment.update(program.resources, program.providers ?? [], "destroy");
    });
  }

  /** `pulumi import --file --protect=false` of what the state has already, under another name. */
  public importDuplicate(name: string, otherName: string): Promise<Outcome> {
    const found = this.state.entries.find((entry) => entry.name === name && !entry.delete);
    return this.deploy({ parallel: 1 }, false, async (deployment) => {
      if (found) await deployment.importAs(otherName, found);
    });
  }

  /** `pulumi state unprotect --all` */
  public unprotect(): void {
    this.state.rebase(
      this.state.entries.map((entry) => ({ ...entry, options: { ...entry.options, protect: false } })),
    );
  }

  private async deploy(
    options: CommandOptions,
    isPreview: boolean,
    work: (deployment: Deployment) => Promise<void>,
  ): Promise<Outcome> {
    const { plugins, engineAddress } = await this.startProcesses();
    const state = isPreview ? this.state.copy() : this.state;
    const ledger = this.openLedger(engineAddress);
    try {
      const deployment = new Deployment({ plugins, state, ledger, isPreview }, options);
      await work(deployment);
      return deployment.outcome;
    } finally {
      ledger.close();
    }
  }
}
