import type { FailureKind } from "./errors/classify";

/** Something as it was found. */
export interface FoundEntity<State> {
  readonly state: State;
  /** When it was made, by the clock of the service; undefined where Amazon Chime does not say, or nobody asks. */
  readonly createdAt?: Date | undefined;
}

/**
 * What each service can do about one kind of thing, such as rooms: all that its adapter has to bring. Each call fails
 * with a `ChimeError`.
 */
export interface EntityApi<Key, Inputs, State> {
  /** Reads one; undefined if it does not exist. A key of the state may use the fallback bearer. */
  observe(key: Key): Promise<FoundEntity<State> | undefined>;
  /** The refusals to delete it that leave open whether it exists. */
  readonly ambiguousRefusals: readonly FailureKind[];
  /** Deletes it. A key of the state may use the fallback bearer. */
  remove(key: Key): Promise<void>;
  /**
   * Makes one.
   *
   * @throws ChimeError of the kind `conflict` when it exists already, also where Amazon Chime answers a success; of
   *   unknown outcome where it may have been made all the same.
   */
  create(inputs: Inputs): Promise<State>;
  /** Changes in place what can be changed. */
  update(key: Key, inputs: Inputs): Promise<State>;
  /**
   * The earliest time of the service at which a call can have written something that began at this time of
   * `performance.now()`. In milliseconds since the epoch. To be asked after a call. Left out where Amazon Chime chooses the
   * ids: what has one of these nobody else can have created before.
   */
  serviceTime?(key: Key, began: number): number;
  /** Whether an answer has told the time of the service. */
  isServiceTimeKnown?(key: Key): boolean;
  /**
   * Those that are as the arguments say, as is what a deployment has left behind that ended right after their creation. Left
   * out where ids are chosen, so that one which exists is found by a conflict.
   */
  namesakes?(inputs: Inputs): AsyncGenerator<State>;
  /** Whether nobody uses it yet, as far as can be told. Left out where that cannot be told. */
  isUnused?(state: State): Promise<boolean>;
}
