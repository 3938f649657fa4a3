import type { Properties } from "../../support/host";
import type { DeclaredResource } from "./declaredResource";
import { UNKNOWN } from "./unknown";

/** What the engine has answered to a registration. */
export interface RegistrationResult {
  /** Empty where nothing was made: in previews, and of what was left out. */
  readonly id: string;
  readonly outputs: Properties;
  readonly failed: boolean;
}

/** One resource of a running program, as the SDK has it: sdk/nodejs/runtime/resource.ts. */
export class Registration {
  public inputs: Properties = {};
  private outcome: RegistrationResult | undefined;

  public constructor(
    public readonly declared: DeclaredResource,
    private readonly isPreview: boolean,
  ) {}

  public get name(): string {
    return this.declared.name;
  }

  /** Undefined until the engine has answered. */
  public get result(): RegistrationResult | undefined {
    return this.outcome;
  }

  public resolve(answer: RegistrationResult): void {
    this.outcome = answer;
  }

  /** What an output of it is for the others. */
  public output(property: string): unknown {
    if (!this.outcome) return UNKNOWN;
    const { id, failed, outputs } = this.outcome;
    if (property === "id") return id === "" ? UNKNOWN : id;
    const known = this.isPreview ? outputs : { ...this.inputs, ...outputs };
    if (property in known) return known[property];
    return failed || this.isPreview ? UNKNOWN : undefined;
  }
}
