import type { ChimeSession } from "../../aws/session";
import type { EntitySchema } from "../../schema/entitySchema";
import type { MembershipSchema } from "../../schema/membershipSchema";
import type { Properties } from "../../schema/properties";
import type { ResourceKind } from "../../schema/providerText";

/** A list to import: the members of a room or channel, or the moderators, bans or administrators. */
export interface ListSource {
  /** The kinds of the members' resources. A kind without a roster is always imported as one resource each. */
  readonly kinds: { membership: ResourceKind; roster?: ResourceKind };
  /** The names of the properties of a member. */
  readonly schema: Pick<MembershipSchema<never>, "memberProperty" | "role">;
  /** The parent properties, and the bearer. */
  readonly parent: Readonly<Record<string, string>>;
  /** The resource id of a roster, and of the room, channel or app instance. */
  readonly parentId: string;
  /** What one is, such as `ban`. With an `s`, it is also the name of the list in the program. */
  readonly noun: string;
  /** Whether members are left out, which a roster that Pulumi reads by its id would have. */
  readonly isPartial?: true;
  /** All of them, in a sentence: `The bans from the channel`. */
  readonly inWords: string;
  /** The resource id of a membership. */
  membershipId(memberId: string): string;
  /** A unique text for the name of a member's resource. */
  labelOf(memberId: string): string;
  /** Lists the members. */
  members(session: ChimeSession, options: MembersOptions): Promise<ImportedMember[]>;
}

/** A room, channel or app instance to import: the list of its members, and what else it has. */
export interface ImportSource extends ListSource {
  /** The parent, for messages: `room R (account A)`. */
  readonly description: string;
  /** The default prefix of the names of the memberships. */
  readonly prefix: string;
  /** The operation that lists the members, and its largest page. */
  readonly list: { operation: string; pageSize: number };
  /** Lists that are imported too, unless Amazon Chime refuses to read them. */
  readonly others: readonly ListSource[];
  /**
   * Reads the resources to import besides the members, in an order in which each refers to earlier ones only.
   *
   * @param members The members of all lists.
   */
  entities(
    session: ChimeSession,
    members: readonly ImportedMember[],
    progress: StartProgress,
  ): Promise<ImportedEntity[]>;
}

/** How to list members. */
export interface MembersOptions {
  /** Whether to read attributes that the list does not have. */
  withAttributes: boolean;
  /** Whether to return the display names, which are personal data. */
  withNames: boolean;
  progress: StartProgress;
}

/**
 * Shows the progress of a step.
 *
 * @param textOf Describes how many items were read.
 * @returns Must be called whenever an item was read, with the count so far.
 */
export type StartProgress = (textOf: (count: number) => string) => (count: number) => void;

/** A member of the room or channel. */
export interface ImportedMember {
  memberId: string;
  role: string;
  /** The other outputs of the membership. */
  attributes: Properties;
  /** What kind of member it is, such as `User`; undefined if Amazon Chime does not say. */
  memberType?: string;
  /** The display name: personal data. Undefined unless asked for. */
  displayName?: string;
}

/** A resource besides the members: a room, channel, app instance or user. */
export interface ImportedEntity {
  readonly kind: ResourceKind;
  /** The name of the resource. Does not depend on options, so that an import again finds the same resource. */
  readonly resourceName: string;
  /** Its expression in the program: `room`. */
  readonly expression: string;
  /** The resource id. */
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
  /** The inputs that differ from their defaults. */
  readonly args: Properties;
  /** The properties that are secrets. */
  readonly sensitive: readonly string[];
  /** The properties of other resources for which the program uses an output of this one, each with that output. */
  readonly provides: Readonly<Record<string, string>>;
}

/** The part of an {@link ImportedEntity} that its state does not determine. */
type EntityInProgram = Pick<ImportedEntity, "kind" | "resourceName" | "expression" | "provides">;

/** A resource with this state. */
export function importedEntity<Key extends object, Inputs extends object>(
  schema: EntitySchema<Key, Inputs>,
  state: Key & Inputs,
  inProgram: EntityInProgram,
): ImportedEntity {
  const outputs = propertiesOf(state);
  const inputs = propertiesOf(schema.inputsOf(outputs));
  const defaults = schema.normalize({});
  const args = Object.entries(inputs).filter(([name, value]) => value !== defaults[name]);
  return {
    ...inProgram,
    id: schema.idOf(state),
    inputs,
    outputs,
    args: Object.fromEntries(args),
    sensitive: schema.sensitive,
  };
}

function propertiesOf(value: object): Properties {
  return { ...value };
}

/** @throws Error if there is no such resource. */
export function existing<Found>(found: Found | undefined, description: string): Found {
  if (found === undefined) throw new Error(`There is no ${description} in Amazon Chime.`);
  return found;
}
