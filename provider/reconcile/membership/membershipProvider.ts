import type * as pulumi from "@pulumi/pulumi";

import { isChimeError, isOutcomeUnknown } from "../../aws/errors/chimeError";
import type { FoundMember, NewMember } from "../../aws/memberships/members";
import type { ChimeSession } from "../../aws/session";
import {
  decodeMembership,
  decodeMembershipKey,
  encodeMembership,
  type MembershipKey,
} from "../../schema/membershipCodec";
import type { MembershipSchema } from "../../schema/membershipSchema";
import { fromState } from "../../schema/fromState";
import { UserError } from "../../schema/userError";
import { validateBoolean, validateChoice, validate } from "../../schema/validators";
import { changedProperties, type Properties } from "../../schema/properties";
import type { Ownership } from "../../ownership/ownership";
import { ConfiguredProvider } from "../configuredProvider";
import { membershipExists } from "../alreadyExists";
import type { MembershipDefinition } from "../definitions/membershipDefinition";
import { refuseForeignAlias, refuseForeignState } from "../foreignId";
import { MembershipOperations } from "./membershipOperations";
import { PartialFailure } from "../partialFailure";
import type { Progress } from "../../reporting/progress";
import { createStartedIn, withCreateStarted } from "../createStarted";

/** What happens to a membership as its program, its place and its service change. */
export class MembershipProvider<Parent extends object>
  extends ConfiguredProvider<MembershipDefinition<Parent>>
  implements pulumi.dynamic.ResourceProvider<Properties, Properties>
{
  private readonly schema: MembershipSchema<Parent>;
  private readonly operations: MembershipOperations<Parent>;

  /**
   * @param definition Whose memberships.
   * @param chime The service, and the settings.
   * @param ownership Who may be removed in this deployment: shared by all resources.
   * @param progress Who is told what was adopted, and what is left alone.
   */
  public constructor(
    definition: MembershipDefinition<Parent>,
    chime: ChimeSession,
    private readonly ownership: Ownership,
    private readonly progress: Pick<Progress, "say">,
  ) {
    super(definition, chime);
    this.schema = definition.schema;
    this.operations = new MembershipOperations(definition, chime);
  }

  /** Finds all that is wrong with the inputs and the settings, and fills in what the program does not say. */
  public check(olds: Properties, news: Properties): Promise<pulumi.dynamic.CheckResult<Properties>> {
    this.ownership.check();
    const { memberProperty: member, roleProperty: role, defaultRole: defaultStanding } = this.schema;
    const inputs = { ...this.withDefaults(news), [role]: news[role] ?? defaultStanding };
    const failures = [
      ...validate(inputs, this.rules),
      ...this.schema.validateTogether(inputs, [{ property: member, memberId: inputs[member] }]),
      ...this.definition.validateWithSettings(this.chime, inputs),
      ...this.chime.problems,
    ];
    if (failures.length === 0) this.desire(this.idOf(inputs), olds);
    return Promise.resolve({ inputs, failures });
  }

  /** Another id is another membership; another standing is an update, where Amazon Chime has one. */
  public diff(id: string, olds: Properties, news: Properties): Promise<pulumi.dynamic.DiffResult> {
    refuseForeignAlias(id, olds, news);
    const {
      parentProperties: parent,
      memberProperty: member,
      roleProperty: role,
      bearerProperties: caller,
    } = this.schema;
    const moved = changedProperties([...parent, member], olds, news);
    const updated = changedProperties([role, ...caller, "adoptExisting"], olds, news);
    const fixed = this.schema.isRoleFixed(olds) ? updated.filter((property) => property === role) : [];
    const replaces = [...moved, ...fixed];
    const isOut = this.isOut(id, olds);
    if (moved.length > 0) this.ownership.leave([id]);
    if (replaces.length === 0 && this.createStarted(olds) === undefined) this.ownership.retain([id]);
    return Promise.resolve({
      changes: replaces.length + updated.length > 0 || isOut,
      replaces,
      // The same membership cannot exist twice; two different ones can, and then nobody is locked out meanwhile.
      deleteBeforeReplace: moved.length === 0 && fixed.length > 0,
    });
  }

  /** Makes somebody a member, or adopts the membership where that is wanted. */
  public async create(inputs: Properties): Promise<pulumi.dynamic.CreateResult<Properties>> {
    const { parent, ...member } = decodeMembership(this.schema, inputs);
    const id = this.schema.formatId(parent, member.memberId);
    const adopts = this.mayAdopt(id, inputs);
    return this.ownership.create([id], async () => {
      const started = performance.now();
      try {
        const found = await this.addOrAdopt(id, parent, member, adopts);
        this.ownership.own([id]);
        return {
          id,
          outs: { ...this.inputsOf(parent, member.memberId, found, inputs), ...found.attributes },
        };
      } catch (error) {
        if (!isOutcomeUnknown(error)) throw error;
        // Who may have been there before is nobody's yet: another entry that has the member must not let go of them.
        if (adopts) this.ownership.own([id]);
        const since = await this.operations.createStarted(parent, member.memberId, started);
        // Who is adopted is this stack's, however long ago they were added.
        throw new PartialFailure(id, adopts ? { ...inputs } : withCreateStarted(inputs, since), error);
      }
    });
  }

  /** Reads the membership as it is now, inputs too, so that what was changed by hand shows as a difference. */
  public async read(id: string, props: Properties = {}): Promise<pulumi.dynamic.ReadResult<Properties>> {
    if (!this.isLookup(props)) refuseForeignState(id, props);
    const { parent, memberId } = this.keyOf(id, props);
    const found = await this.operations.find(fromState(parent), memberId);
    if (found && this.operations.wasThereBefore(found, this.createStarted(props)))
      this.sayLeftAlone(parent, memberId);
    else if (found) {
      const inputs = this.inputsOf(parent, memberId, found, props);
      return { id, props: { ...inputs, ...found.attributes }, inputs };
    }
    if (this.isLookup(props)) throw this.missing(id);
    return {};
  }

  /** Gives the member its standing, or makes it a member again where it is none any more. */
  public async update(
    id: string,
    olds: Properties,
    news: Properties,
  ): Promise<pulumi.dynamic.UpdateResult<Properties>> {
    const { parent, ...member } = decodeMembership(this.schema, news);
    return this.ownership.create([id], async () => {
      try {
        const found = await this.apply(id, parent, member, { olds, news });
        this.ownership.own([id]);
        return { outs: { ...this.inputsOf(parent, member.memberId, found, news), ...found.attributes } };
      } catch (error) {
        // With the old standing in the state, a program that goes back to it would leave the new one in the service.
        if (isOutcomeUnknown(error)) throw new PartialFailure(id, { ...olds, ...news }, error);
        throw isChimeError(error, "conflict") ? membershipExists(error, id) : error;
      }
    });
  }

  /** Removes the member, unless another resource has the membership or the program declares it. */
  public async delete(id: string, props: Properties = {}): Promise<void> {
    refuseForeignState(id, props);
    const { parent, memberId } = this.keyOf(id, props);
    const find = (): Promise<FoundMember | undefined> => this.operations.find(fromState(parent), memberId);
    const started = this.createStarted(props);
    const remove = async (): Promise<void> => {
      const found = started === undefined ? undefined : await find();
      if (found && this.operations.wasThereBefore(found, started)) this.sayLeftAlone(parent, memberId);
      else await this.operations.remove(fromState(parent), memberId);
    };
    const what = `remove member ${memberId} from ${this.schema.describe(parent)}`;
    const replacement = this.ownership.replacementOf([id], MEMBERSHIPS);
    await this.ownership.remove(id, { what, remove, find }, replacement);
  }

  private desire(id: string, olds: Properties): void {
    if (isNew(olds)) {
      this.ownership.expectCreate([id], MEMBERSHIPS);
      return;
    }
    // Known before any removal, also where the engine replaces without asking for the difference.
    const before = this.previousId(olds);
    this.ownership.declareAgain(before === undefined ? [] : [before], [id]);
  }

  private previousId(olds: Properties): string | undefined {
    try {
      return this.idOf(this.withDefaults(olds));
    } catch {
      return undefined;
    }
  }

  private async apply(
    id: string,
    parent: Parent,
    member: NewMember,
    { olds, news }: { olds: Properties; news: Properties },
  ): Promise<FoundMember> {
    const started = this.createStarted(olds);
    if (started !== undefined) {
      // A member that the earlier create may have added belongs to this stack.
      const mayAdopt = (found: FoundMember): boolean =>
        this.mayAdopt(id, news) || !this.operations.wasThereBefore(found, started);
      return this.operations.addOrAdopt(parent, member, mayAdopt);
    }
    if (this.schema.isOutcomeKnown(olds) && !this.isOut(id, olds))
      return this.operations.applyRole(parent, member, olds);
    return this.operations.addOrAdopt(parent, member);
  }

  // Who was created in this deployment, or was removed from the place in it, is no member, whatever the state says.
  private isOut(id: string, { [this.schema.memberProperty]: memberId }: Properties): boolean {
    return (
      this.ownership.wasRemoved(id) || (typeof memberId === "string" && this.ownership.wasCreated(memberId))
    );
  }

  private mayAdopt(id: string, inputs: Properties): boolean {
    const { adoptExisting, recover } = this.chime.settings;
    return recover.ids.includes(id) || (inputs["adoptExisting"] ?? adoptExisting) === true;
  }

  private async addOrAdopt(
    id: string,
    parent: Parent,
    member: NewMember,
    adopts: boolean,
  ): Promise<FoundMember> {
    if (this.ownership.wasCreated(id)) throw this.declaredTwice(id);
    // An entry of the state that keeps the membership is another resource, unless a replacement that deletes first has
    // failed half-way: then the member is out. So who is in is not adopted.
    if (this.ownership.isOwnedHere(id)) return this.addUnlessShared(id, parent, member);
    try {
      return await this.operations.add(parent, member);
    } catch (error) {
      if (!isChimeError(error, "conflict")) throw error;
      if (!adopts) throw membershipExists(error, id);
      const found = await this.operations.adopt(parent, member, error);
      this.progress.say(
        `Adopted member ${member.memberId}, who was in ${this.schema.describe(parent)} already.`,
      );
      return found;
    }
  }

  private async addUnlessShared(id: string, parent: Parent, member: NewMember): Promise<FoundMember> {
    try {
      return await this.operations.add(parent, member);
    } catch (error) {
      throw isChimeError(error, "conflict") ? this.declaredTwice(id, error) : error;
    }
  }

  // An entry whose member was confirmed has no such time, nor has a look-up.
  private createStarted(props: Properties): number | undefined {
    return this.schema.isOutcomeKnown(props) ? undefined : createStartedIn(props);
  }

  private sayLeftAlone(parent: Parent, memberId: string): void {
    this.progress.say(
      `Member ${memberId} was in ${this.schema.describe(parent)} before this stack tried to add the member: the member is left ` +
        "alone, and the membership leaves the state.",
    );
  }

  private declaredTwice(id: string, cause?: unknown): Error {
    const { parentProperties: parent, memberProperty: member, labels } = this.schema;
    return new UserError(
      `The membership ${id} (${labels.idFormat}) is declared twice in this program: two resources have the same ` +
        `${parent.join(", ")} and ${member}. Keep one of them; nothing was changed for the other. Where it is declared once ` +
        "and is to be replaced (--replace, replaceOnChanges), set deleteBeforeReplace on the resource; where a replacement " +
        "was interrupted and somebody else has added the member since, remove the member and try again.",
      "A membership is declared twice",
      { cause },
    );
  }

  private get rules(): Parameters<typeof validate>[1] {
    const { validators: rules, roleProperty: role, roles } = this.schema;
    return {
      ...rules,
      [role]: (value: unknown) => validateChoice(value, roles),
      adoptExisting: validateBoolean,
    };
  }

  private keyOf(id: string, props: Properties): MembershipKey<Parent> {
    return decodeMembershipKey(this.schema, { ...this.withDefaults(props), ...this.schema.parseId(id) });
  }

  private idOf(inputs: Properties): string {
    const { parent, memberId } = decodeMembershipKey(this.schema, inputs);
    return this.schema.formatId(parent, memberId);
  }

  // The choice to adopt is kept with the outputs because `read` is given nothing else, and must not make it vanish
  // from the inputs.
  private inputsOf(
    parent: Parent,
    memberId: string,
    { role }: FoundMember,
    { adoptExisting }: Properties,
  ): Properties {
    return {
      ...encodeMembership(this.schema, { parent, memberId, role }),
      ...(adoptExisting === undefined ? {} : { adoptExisting }),
    };
  }

  // What the engine keeps always has a standing; a look-up by `get` brings nothing but the id.
  private isLookup(props: Properties): boolean {
    return props[this.schema.roleProperty] === undefined;
  }

  private missing(id: string): Error {
    const { labels } = this.schema;
    const message = `There is no membership ${id} (${labels.idFormat}) in Amazon Chime: check ${labels.idParts}.`;
    return new UserError(message, "A look-up found no membership");
  }
}

const MEMBERSHIPS = {};

// The engine gives no old inputs for what it is about to create.
function isNew(olds: Properties): boolean {
  return Object.keys(olds).length === 0;
}
