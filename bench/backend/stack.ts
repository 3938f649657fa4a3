import { randomUUID } from "node:crypto";

import { emptyDeployment, type Deployment } from "./deployment";
import type { JournalEntry } from "./journalEntry";
import { JournalReplay } from "./journalReplay";

/** A stack: its state, and the deployment that is under way. */
export class Stack {
  private deployment = emptyDeployment();
  private version = 0;
  private active: { id: string; replay: JournalReplay } | undefined;

  /** The state, including what the deployment under way has done. */
  public state(): Deployment {
    return this.active?.replay.deployment() ?? this.deployment;
  }

  /** Starts a deployment. Returns its id. */
  public start(): string {
    if (this.active !== undefined) throw new Error(`The deployment ${this.active.id} has not ended.`);
    const id = randomUUID();
    this.active = { id, replay: new JournalReplay(this.deployment) };
    return id;
  }

  /** The version of the state after the deployment. */
  public nextVersion(): number {
    return this.version + 1;
  }

  public append(id: string, entries: readonly JournalEntry[]): void {
    const { replay } = this.deploymentOf(id);
    for (const entry of entries) replay.add(entry);
  }

  /** Sets the whole state, as the CLI does without a journal. */
  public save(id: string, state: Deployment): void {
    this.deploymentOf(id).replay = new JournalReplay(state);
  }

  public complete(id: string): void {
    this.deployment = this.deploymentOf(id).replay.deployment();
    this.active = undefined;
    this.version += 1;
  }

  private deploymentOf(id: string): { replay: JournalReplay } {
    if (this.active?.id !== id) throw new Error(`The deployment ${id} is not under way.`);
    return this.active;
  }
}
