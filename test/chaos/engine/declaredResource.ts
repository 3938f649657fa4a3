import type { Properties } from "../../support/host";

/** The options of a resource, as the SDK names them; other resources are named by their names in the program. */
export interface ResourceOptions {
  /** The explicit provider. Default: that of the stack. */
  readonly provider?: string;
  /** The name that it had before. */
  readonly alias?: string;
  readonly protect?: boolean;
  readonly retainOnDelete?: boolean;
  readonly deletedWith?: string;
  readonly deleteBeforeReplace?: boolean;
  readonly ignoreChanges?: readonly string[];
  readonly replaceOnChanges?: readonly string[];
}

/** One resource that a program declares. */
export interface Declared {
  readonly name: string;
  readonly kind: string;
  /** The names of the resources that `dependsOn` has. */
  readonly dependencies: readonly string[];
  /** The names of the resources whose outputs the arguments refer to, by the arguments. */
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  readonly options?: ResourceOptions;
  /** Its arguments, once the outputs of the others are there. An output may be unknown. */
  readonly inputs: (outputOf: (name: string, property: string) => unknown) => Properties;
  /** What it is about, for who records what a program declares. */
  readonly about?: About;
}

/** The ids that a resource is about. */
export interface About {
  /** What it declares, as far as its arguments are known. */
  readonly desired: (inputs: Properties) => readonly string[];
  /** What it lets alone, as far as its arguments are known. */
  readonly ignored: (inputs: Properties) => readonly string[];
  /** What it has, by what its registration has returned. */
  readonly owned: (id: string, outputs: Properties) => readonly string[];
}
