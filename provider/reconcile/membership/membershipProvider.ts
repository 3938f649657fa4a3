import type * as pulumi from "@pulumi/pulumi";

import { isChimeError, isOutcomeUnknown, type ChimeError } from "../../aws/errors/chimeError";
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
import { isUnknown } from "../../schema/unknownValue";
import { UserError } from "../../schema/userError";
import { validateBoolean, validateChoice, validate } from "../../schema/validators";
import { changedProperties, isNew, without, type Properties } from "../../schema/properties";
import type { Ownership } from "../../ownership/ownership";
import { ConfiguredProvider } from "../configuredProvider";
import { contradictions } from "../contradictions";
import { bearerIsMember, declaredTwice, membershipExists } from "../alreadyExists";
import type { MembershipDefinition } from "../definitions/membershipDefinition";
import { refuseForeignAlias, refuseForeignState } from "../foreignId";
import { isFromNativeForm } from "../fromNativeForm";
import { MembershipOperations } from "./membershipOperations";
import { PartialFailure } from "../partialFailure";
import { warnIfBearer } from "../warnIfBearer";
import type { Progress } from "../../reporting/progress";
import { createStartedIn, withCreateStarted } from "../createStarted";

/** The Pulumi resource provider of memberships. */
export class MembershipProvider<Parent extends object>
  extends ConfiguredProvider<MembershipDefinition<Parent>>
  implements pulumi.dynamic.ResourceProvider<Properties, Properties>
{
  private readonly schema: MembershipSchema<Parent>;
  private readonly operations: MembershipOperations<Parent>;

  /**
   * @param definition The service whose memberships they are.
   * @param session The API clients and the settings.
   * @param ownership Decides what may be removed in this deployment; shared by all resources.
   * @param progress Shows messages to the user.
   */
  public constructor(
    definition: MembershipDefinition<Parent>,
    session: ChimeSession,
    private readonly ownership: Ownership,
    private readonly progress: Pick<Progress, "say" | "warn">,
  ) {
    super(definition, session);
    this.schema = definition.schema;
    this.operations = new MembershipOperations(definition, session);
  }

  /** Validates the inputs and the settings, and adds the defaults. */
  public async check(olds: Properties, news: Properties): Promise<pulumi.dynamic.CheckResult<Properties>> {
    this.ownership.check();
    const { memberProperty: member, role } = this.schema;
    const inputs: Properties = {
      ...this.withDefaults(news),
      ...(role && { [role.property]: news[role.property] ?? role.default }),
    };
    this.ownership.bearers.add(inputs);
    const failures = [
      ...validate(inputs, this.validators),
      ...this.schema.validateTogether(inputs, [{ property: member, memberId: inputs[member] }]),
      ...this.definition.validateWithSettings(this.session, inputs),
      ...this.session.problems,
    ];
    if (failures.length === 0) {
      const { parent, memberId } = decodeMembershipKey(this.schema, inputs);
      const id = this.schema.formatId(parent, memberId);
      this.ownership.declareContentsOf(this.schema.endsWith(parent, memberId));
      this.desire(id, olds);
      const groupId = this.schema.groupId?.(memberId);
      if (groupId !== undefined) this.ownership.desire([groupId]);
      if (isNew(olds) && !this.mayAdopt(id, inputs)) this.announceBearer(parent, memberId);
      const { schema, ownership } = this;
      failures.push(...contradictions({ schema, ownership }, parent, [{ property: member, memberId }]));
    }
    return { inputs, failures: [...failures, ...(await this.session.validateCredentials())] };
  }

  /** Another parent or member replaces the membership. Another role is an update, if the service can change the role. */
  public async diff(id: string, olds: Properties, news: Properties): Promise<pulumi.dynamic.DiffResult> {
    refuseForeignAlias(id, olds, news);
    const { parentProperties, memberProperty, role, bearerProperties } = this.schema;
    const moved = changedProperties([...parentProperties, memberProperty], olds, news);
    const roles = this.roleProperties;
    const updated = changedProperties([...roles, ...bearerProperties, "adoptExisting"], olds, news);
    const fixed = role?.isFixed(olds) === true ? changedProperties(roles, olds, news) : [];
    const replaces = [...moved, ...fixed];
    if (this.ownership.wereCreatedAgain(this.entitiesOf(id))) await this.recordIfGone(id, olds);
    // Before `retain`, which records that the membership is owned.
    const wasRemoved = this.wasRemoved(id);
    if (moved.length > 0) this.ownership.leave("membership", [id]);
    else if (fixed.length > 0) this.ownership.recreate([id]);
    else this.retain(id, olds, wasRemoved);
    return {
      changes: replaces.length + updated.length > 0 || wasRemoved || this.isStateIncomplete(olds, news),
      replaces,
      // The same membership cannot exist twice. Different ones can, so that nobody loses access during the replacement.
      deleteBeforeReplace: moved.length === 0 && fixed.length > 0,
    };
  }

  /** Adds the member, or adopts an existing membership if the program or PULUMI_CHIME_RECOVER says so. */
  public async create(inputs: Properties): Promise<pulumi.dynamic.CreateResult<Properties>> {
    const { parent, ...member } = decodeMembership(this.schema, inputs);
    const id = this.schema.formatId(parent, member.memberId);
    const mayAdopt = this.mayAdopt(id, inputs);
    return this.ownership.holdLocks(
      [id],
      async () => {
        const began = performance.now();
        try {
          const found = await this.addOrAdopt(id, parent, member, mayAdopt);
          this.ownership.recordCreated([id]);
          return {
            id,
            outs: { ...this.inputsOf(parent, member.memberId, found, inputs), ...found.attributes },
          };
        } catch (error) {
          if (!isOutcomeUnknown(error)) throw error;
          // Otherwise not owned yet, because the member may have existed before.
          if (mayAdopt) this.ownership.recordCreated([id]);
          const startedAt = await this.operations.earliestCreateTime(parent, member.memberId, began);
          // An adopted member belongs to this stack, however long ago the member was added.
          const saved = mayAdopt ? { ...inputs } : withCreateStarted(inputs, startedAt);
          throw new PartialFailure(id, saved, error);
        }
      },
      this.entitiesOf(id),
    );
  }

  /** Reads the membership. Returns the inputs too, so that the next diff shows manual changes. */
  public async read(id: string, props: Properties = {}): Promise<pulumi.dynamic.ReadResult<Properties>> {
    if (!this.isLookup(props)) refuseForeignState(id, props);
    const { parent, memberId } = this.keyOf(id, props);
    // A create with an unknown outcome is compared with when the member was created, which no list has.
    const started = this.createStarted(props);
    const found = await this.operations.find(
      fromState(parent),
      memberId,
      started === undefined ? props : undefined,
    );
    if (found && this.operations.existedBefore(found, started)) this.reportExisted(id);
    else if (found) {
      const inputs = this.inputsOf(parent, memberId, found, props);
      return { id, props: { ...inputs, ...found.attributes }, inputs };
    }
    if (this.isLookup(props)) throw this.notFound(id);
    return {};
  }

  /** Gives the member the declared role. Adds the member again if the membership no longer exists. */
  public async update(
    id: string,
    olds: Properties,
    news: Properties,
  ): Promise<pulumi.dynamic.UpdateResult<Properties>> {
    const { parent, ...member } = decodeMembership(this.schema, news);
    return this.ownership.holdLocks(
      [id],
      async () => {
        const wasRemoved = this.wasRemoved(id);
        try {
          const found = await this.apply(id, parent, member, { olds, news, wasRemoved });
          this.ownership.recordCreated([id]);
          return { outs: { ...this.inputsOf(parent, member.memberId, found, news), ...found.attributes } };
        } catch (error) {
          // The state must have neither the old role nor the new one: a program that declares it would see no difference.
          const unknown = changedProperties(this.roleProperties, olds, news);
          if (isOutcomeUnknown(error))
            throw new PartialFailure(id, without(unknown, { ...olds, ...news }), error);
          const mayNotAdopt = isChimeError(error, "conflict") && !this.mayAdopt(id, news);
          const explained = mayNotAdopt ? this.exists(error, id, parent, member) : error;
          // Only this deployment knows that the member is gone: to the next one, the state must say that it is not known.
          throw wasRemoved && explained instanceof Error
            ? new PartialFailure(id, { ...news }, explained)
            : explained;
        }
      },
      this.entitiesOf(id),
    );
  }

  /**
   * Removes the member, unless another resource has the membership or the program declares it. Does not remove a member who
   * was there before a create with an unknown outcome.
   */
  public async delete(id: string, props: Properties = {}): Promise<void> {
    refuseForeignState(id, props);
    const { parent, memberId } = this.keyOf(id, props);
    const find = (): Promise<FoundMember | undefined> => this.operations.find(fromState(parent), memberId);
    const started = this.createStarted(props);
    const replacement = this.ownership.replacementOf([id], "membership");
    const { schema, ownership, progress } = this;
    const remove = async (): Promise<void> => {
      const found = started === undefined ? undefined : await find();
      if (found && this.operations.existedBefore(found, started)) this.reportExisted(id);
      else {
        await this.operations.remove(fromState(parent), memberId);
        if (replacement === undefined) warnIfBearer({ schema, ownership, progress }, parent, memberId);
      }
    };
    const what = `remove ${this.schema.labels.member} ${memberId} from ${this.schema.describe(parent)}`;
    await this.ownership.remove(id, { kind: "membership", what, remove, find }, replacement);
  }

  private desire(id: string, olds: Properties): void {
    if (isNew(olds)) {
      this.ownership.expectCreate([id], "membership");
      return;
    }
    // Recorded here, because the engine may replace the resource without a diff.
    const before = this.previousId(olds);
    this.ownership.declareAgain("membership", before === undefined ? [] : [before], [id]);
  }

  // The preview does not read the channel, and a bearer that did not create it need not be a member.
  private announceBearer(parent: Parent, memberId: string): void {
    if (isUnknown(memberId) || this.schema.isBearer?.(parent, memberId) !== true) return;
    if (this.ownership.deployment !== "preview") return;
    const { member } = this.schema.labels;
    this.progress.say(
      `The ${member} ${memberId} is the chimeBearer. If it creates the channel, or has created it, it is a ${member} already: ` +
        "this resource then needs adoptExisting.",
    );
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
    { olds, news, wasRemoved }: { olds: Properties; news: Properties; wasRemoved: boolean },
  ): Promise<FoundMember> {
    const started = this.createStarted(olds);
    if (started !== undefined) {
      // A member that the create may have added belongs to this stack.
      const mayAdopt = (found: FoundMember): boolean =>
        this.mayAdopt(id, news) || !this.operations.existedBefore(found, started);
      return this.operations.addOrAdopt(parent, member, mayAdopt);
    }
    if (this.schema.isOutcomeKnown(olds) && !wasRemoved) {
      const found = isFromNativeForm(olds, news)
        ? await this.operations.find(parent, member.memberId)
        : undefined;
      return found?.role === member.role ? found : this.operations.applyRole(parent, member, olds);
    }
    return this.operations.addOrAdopt(parent, member);
  }

  // The engine updates what failed in part, but it forgets the failure in a `destroy --run-program` that fails too.
  private isStateIncomplete(olds: Properties, news: Properties): boolean {
    return !this.schema.isOutcomeKnown(olds) || isFromNativeForm(olds, news);
  }

  // The state may be outdated: this deployment removed the membership, or what it ends with was deleted and created again.
  private wasRemoved(id: string): boolean {
    return this.ownership.wasRemoved(id) || this.ownership.wasDeletedOrCreated(this.entitiesOf(id));
  }

  private retain(id: string, olds: Properties, wasRemoved: boolean): void {
    if (this.createStarted(olds) !== undefined) return;
    this.ownership.retain([id], wasRemoved ? [] : this.entitiesOf(id));
  }

  private async recordIfGone(id: string, olds: Properties): Promise<void> {
    const { parent, memberId } = this.keyOf(id, olds);
    const { members } = await this.definition.api(this.session.api).snapshot(fromState(parent));
    if (!members.has(memberId)) this.ownership.recordGone([id]);
  }

  private entitiesOf(id: string): readonly string[] {
    const { schema } = this;
    const { [schema.memberProperty]: memberId, ...parent } = schema.parseId(id);
    return schema.endsWith(parent as Parent, String(memberId));
  }

  private mayAdopt(id: string, inputs: Properties): boolean {
    const { adoptExisting, recover } = this.session.settings;
    return recover.ids.includes(id) || (inputs["adoptExisting"] ?? adoptExisting) === true;
  }

  private async addOrAdopt(
    id: string,
    parent: Parent,
    member: NewMember,
    mayAdopt: boolean,
  ): Promise<FoundMember> {
    if (this.ownership.wasCreated(id)) throw this.declaredTwice(id);
    const { labels } = this.schema;
    // If an entry has the membership, it belongs to another resource. Only if a replacement with delete-before-replace
    // failed halfway, it belongs to this one, and then the member is gone. So an existing member is not adopted.
    const isOwned = this.ownership.isOwnedHere(id);
    try {
      return await this.operations.add(parent, member);
    } catch (error) {
      if (!isChimeError(error, "conflict")) throw error;
      if (isOwned) throw this.declaredTwice(id, error);
      if (!mayAdopt) throw this.exists(error, id, parent, member);
      const found = await this.operations.adopt(parent, member, error);
      this.progress.say(
        `Adopted ${labels.member} ${member.memberId}, which existed already in ${this.schema.describe(parent)}.`,
      );
      return found;
    }
  }

  private exists(conflict: ChimeError, id: string, parent: Parent, { memberId }: NewMember): ChimeError {
    return this.schema.isBearer?.(parent, memberId) === true
      ? bearerIsMember(conflict, this.schema.labels)
      : membershipExists(conflict, id, this.schema.labels.kind);
  }

  // Undefined if the outcome of the create is known, and for a look-up.
  private createStarted(props: Properties): number | undefined {
    return this.schema.isOutcomeKnown(props) ? undefined : createStartedIn(props);
  }

  private reportExisted(id: string): void {
    this.progress.say(
      `The ${this.schema.labels.kind} ${id} existed before this stack tried to create it. It was removed from the state, but ` +
        "not from Amazon Chime.",
    );
  }

  private declaredTwice(id: string, cause?: unknown): Error {
    const { parentProperties, memberProperty, labels } = this.schema;
    return declaredTwice(
      `${labels.kind} ${id} (${labels.idFormat})`,
      `${parentProperties.join(", ")} and ${memberProperty}`,
      cause,
      " If a replacement was interrupted and somebody else has added the member since, remove the member and try again.",
    );
  }

  private get roleProperties(): string[] {
    return this.schema.role ? [this.schema.role.property] : [];
  }

  private get validators(): Parameters<typeof validate>[1] {
    const { validators, role } = this.schema;
    return {
      ...validators,
      ...(role && { [role.property]: (value: unknown) => validateChoice(value, role.values) }),
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

  // `adoptExisting` is an output too, because `read` gets only the outputs and must return it with the inputs.
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

  // Every state has the member. A look-up by `get` has only the id.
  private isLookup(props: Properties): boolean {
    return props[this.schema.memberProperty] === undefined;
  }

  private notFound(id: string): Error {
    const { labels } = this.schema;
    const message = `There is no ${labels.kind} ${id} (${labels.idFormat}) in Amazon Chime: check ${labels.idParts}.`;
    return new UserError(message, `A look-up found no ${labels.kind}`);
  }
}
