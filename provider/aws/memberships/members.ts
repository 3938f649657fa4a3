/** A member to add to a parent. */
export interface NewMember {
  memberId: string;
  /** The role in a room, or the type of a channel membership; empty for a kind without roles. */
  role: string;
}

/** A membership as Amazon Chime returned it. */
export interface FoundMember {
  /** As in {@link NewMember}. */
  role: string;
  /** The other properties of the membership in the state. */
  attributes: Record<string, string>;
  /** When it was created or updated, by the clock of the service; undefined if that is not returned. */
  updatedAt?: Date | undefined;
}

/** The result of one read of a member. */
export interface MemberObservation {
  /** Undefined if there is no such member. */
  found: FoundMember | undefined;
  /** For how many seconds earlier reads have not found the member. */
  missingSeconds: number;
}
