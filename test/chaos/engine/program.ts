import type { ResourceKind } from "../../../provider/contract/providerText";
import type { Properties } from "../../support/host";

/** One resource that a program declares. */
export interface Declared {
  readonly name: string;
  readonly kind: ResourceKind;
  /** The names of the resources whose outputs the arguments refer to; they are declared before it. */
  readonly dependencies: readonly string[];
  /** Its arguments, once the outputs of the others are there. */
  readonly inputs: (outputsOf: (name: string) => Properties) => Properties;
}
