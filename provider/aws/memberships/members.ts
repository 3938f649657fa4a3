/** Somebody who is to be a member of a place. */
export interface NewMember {
  memberId: string;
  /** As what: a role, or a type of membership. */
  role: string;
}

/** A membership as Amazon Chime says that it is. */
export interface FoundMember {
  role: string;
  /** What else the state has of it, by property. */
  attributes: Record<string, string>;
  /** When it was created or changed, by the clock of Amazon Chime; undefined where that is not said. */
  updatedAt?: Date | undefined;
}

/** What one look for a member has shown. */
export interface MemberObservation {
  /** Undefined where there is no such member. */
  found: FoundMember | undefined;
  /** For how many seconds others have looked in vain already. */
  missingSeconds: number;
}
