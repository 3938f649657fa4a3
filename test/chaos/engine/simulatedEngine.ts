import type { CommandOptions } from "./commandOptions";
import type { DeclaredResource } from "./declaredResource";
import { Deployment, type Outcome } from "./deployment";
import type { Plugins } from "./hooks";
import { noLedger, type OpenLedger } from "./programLedger";
import { StackState } from "./stackState";

/** The plugin processes of one deployment, and the address of its engine. */
export interface DeploymentProcesses {
  readonly plugins: Plugins;
  readonly engineAddress: string;
}

/** A program: its resources, and the names of its explicit providers. */
export interface RunnableProgram {
  readonly resources: readonly DeclaredResource[];
  readonly providers?: readonly string[];
}

const EMPTY_PROGRAM: RunnableProgram = { resources: [] };

/** Runs Pulumi commands on one stack. Each command is a deployment with its own plugin processes. */
export class SimulatedEngine {
  public readonly state = new StackState();

  /** @param startProcesses Starts the plugin processes of the next deployment. */
  public constructor(
    private readonly startProcesses: () => Promise<DeploymentProcesses>,
    private readonly openLedger: OpenLedger = noLedger,
  ) {}

  /** `pulumi preview` */
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

  /** `pulumi destroy`. @param program The program to run, with `--run-program`. */
  public destroy(options: CommandOptions, program: RunnableProgram = EMPTY_PROGRAM): Promise<Outcome> {
    return this.deploy(options, false, async (deployment) => {
      if (options.refresh) await deployment.refresh();
      await deployment.update(program.resources, program.providers ?? [], "destroy");
    });
  }

  /** `pulumi import --file --protect=false` of a resource that is already in the state, under another name. */
  public importDuplicate(name: string, otherName: string): Promise<Outcome> {
    const original = this.state.entries.find((entry) => entry.name === name && !entry.delete);
    return this.deploy({ parallel: 1 }, false, async (deployment) => {
      if (original) await deployment.importAs(otherName, original);
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
