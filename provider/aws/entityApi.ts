import type { Properties } from "../schema/properties";
import type { FailureKind } from "./errors/classify";

/** An entity as Amazon Chime returned it. */
export interface FoundEntity<Outputs> {
  readonly state: Outputs;
  /** When it was created, by the clock of the service; undefined if that is not returned or not needed. */
  readonly createdAt?: Date | undefined;
}

/** The operations on one kind of entity, such as rooms. Each fails with a `ChimeError`. */
export interface EntityApi<Key, Inputs, Outputs> {
  /** Reads one; undefined if it does not exist. A key of the state may use the fallback bearer. */
  observe(key: Key): Promise<FoundEntity<Outputs> | undefined>;
  /** The refusals to delete it that leave open whether it exists. */
  readonly ambiguousRefusals: readonly FailureKind[];
  /** Deletes it. A key of the state may use the fallback bearer. */
  remove(key: Key): Promise<void>;
  /**
   * Creates one.
   *
   * @throws ChimeError of the kind `conflict` if it exists, also if Amazon Chime answers with success; with `outcomeUnknown`
   *   if it may have been created.
   */
  create(inputs: Inputs): Promise<Outputs>;
  /**
   * Updates what can be updated in place.
   *
   * @param prior The properties before the update, from the state or a read. An API with several operations calls those
   *   whose properties differ.
   */
  update(key: Key, inputs: Inputs, prior: Properties): Promise<Outputs>;
  /**
   * Converts a time of `performance.now()` to the earliest time that it may be by the clock of the service, in milliseconds
   * since the epoch. To be called after a call. Omitted if Amazon Chime chooses the ids: then nobody else can have created an
   * entity with the same id before.
   */
  serviceTime?(key: Key, began: number): number;
  /** Whether an answer has shown the clock of the service. */
  isServiceTimeKnown?(key: Key): boolean;
  /**
   * The entities with the same arguments, such as one that an interrupted deployment created. Omitted if the program chooses
   * the ids: then a conflict finds the existing one.
   */
  orphanCandidates?(inputs: Inputs): AsyncGenerator<Outputs>;
  /** Whether it has no members yet. Omitted if that cannot be read. */
  isUnused?(state: Outputs): Promise<boolean>;
}
