import type { Properties } from "../../support/host";
import type { DeclaredResource } from "./declaredResource";
import { UNKNOWN } from "./unknown";

/** The engine's answer to a registration. */
export interface RegistrationResult {
  /** Empty if no resource exists: in a preview, or because the resource was skipped. */
  readonly id: string;
  readonly outputs: Properties;
  readonly failed: boolean;
}

/** A resource of a running program, as in the Pulumi SDK: sdk/nodejs/runtime/resource.ts. */
export class Registration {
  public inputs: Properties = {};
  private answer: RegistrationResult | undefined;

  public constructor(
    public readonly declared: DeclaredResource,
    private readonly isPreview: boolean,
  ) {}

  public get name(): string {
    return this.declared.name;
  }

  /** The answer of the engine. Undefined until it has answered. */
  public get result(): RegistrationResult | undefined {
    return this.answer;
  }

  public resolve(result: RegistrationResult): void {
    this.answer = result;
  }

  /** An output, as other resources of the program see it. */
  public output(property: string): unknown {
    if (!this.answer) return UNKNOWN;
    const { id, failed, outputs } = this.answer;
    if (property === "id") return id === "" ? UNKNOWN : id;
    const known = this.isPreview ? { ...outputs, ...this.outputInId(id) } : { ...this.inputs, ...outputs };
    if (property in known) return known[property];
    return failed || this.isPreview ? UNKNOWN : undefined;
  }

  private outputInId(id: string): Properties {
    const { idOutput } = this.declared;
    return idOutput === undefined || id === "" ? {} : { [idOutput.name]: idOutput.parse(id) };
  }
}
