/** Whether something is named by the state alone, because it is read or deleted. */
export interface FromState {
  readonly fromState?: true;
}

/** Marks the parent or the key of calls that read or delete what the state has: those may use another bearer. */
export function fromState<Ref extends object>(ref: Ref): Ref & FromState {
  return { ...ref, fromState: true };
}

/** The same without the mark. */
export function withoutMark<Ref extends object>(ref: Ref & FromState): Ref {
  const copy: Ref & { fromState?: true } = { ...ref };
  delete copy.fromState;
  return copy;
}
