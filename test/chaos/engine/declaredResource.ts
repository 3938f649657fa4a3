import type { Properties } from "../../support/host";

/** Resource options with the names of the Pulumi SDK. Other resources are referenced by their names in the program. */
export interface ResourceOptions {
  /** The name of an explicit provider. Default: the default provider. */
  readonly provider?: string;
  /** The previous name of the resource. */
  readonly alias?: string;
  readonly protect?: boolean;
  readonly retainOnDelete?: boolean;
  readonly deletedWith?: string;
  readonly deleteBeforeReplace?: boolean;
  readonly ignoreChanges?: readonly string[];
  readonly replaceOnChanges?: readonly string[];
}

/** A resource that a program declares. */
export interface DeclaredResource {
  readonly name: string;
  readonly kind: string;
  /** The names of the resources in its option `dependsOn`. */
  readonly dependencies: readonly string[];
  /** For each input, the names of the resources whose outputs it refers to. */
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  readonly options?: ResourceOptions;
  /** Resolves the inputs. An output of another resource may be unknown. */
  readonly inputs: (outputOf: (name: string, property: string) => unknown) => Properties;
  /** The output that is a part of the id: see `idOutput` in provider/resources. */
  readonly idOutput?: { readonly name: string; readonly parse: (id: string) => string };
  /** The ids that the program records in its ledger. Default: none. */
  readonly ledgerIds?: LedgerIds;
}

/** The ids of a resource in a program's ledger. */
export interface LedgerIds {
  /** The ids that the resource declares. An id that is not known yet contains the unknown value. */
  readonly desired: (inputs: Properties) => readonly string[];
  /** The ids in its `ignoreMembers`, as far as its inputs are known. */
  readonly ignored: (inputs: Properties) => readonly string[];
  /** The ids that it owns after its registration returned this id and these outputs. */
  readonly owned: (id: string, outputs: Properties) => readonly string[];
  /** Whether a roster that removes a member waits until the ids are known. Default: yes. */
  readonly isAwaited?: boolean;
}
