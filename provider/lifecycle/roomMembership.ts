import type * as pulumi from "@pulumi/pulumi";

import { isOfUnknownOutcome } from "../chime/chimeError";
import type { ChimeSession } from "../chime/session";
import { sourceOfConfig } from "../chime/settings/configSource";
import { formatMembershipId, parseMembershipId } from "../contract/membershipId";
import { PlainError } from "../contract/plainError";
import { RoomMembershipRole, type RoomMembershipInputs } from "../contract/roomMembership";
import type { Claims } from "./claims";
import { PartialFailure } from "./partialFailure";
import { canChangeRole, MembershipActions } from "./membershipActions";
import {
  booleanProblem,
  choiceProblem,
  idProblem,
  problemsOf,
  stringsOf,
  type Properties,
} from "../contract/properties";

/** What happens to a membership as its program, its room and its service change. */
export class RoomMembershipLifecycle implements pulumi.dynamic.ResourceProvider<Properties, Properties> {
  private readonly actions: MembershipActions;

  /**
   * @param chime The service, and the settings.
   * @param claims Who has which membership in this deployment: shared with all that manage memberships.
   */
  public constructor(
    private readonly chime: ChimeSession,
    private readonly claims: Claims,
  ) {
    this.actions = new MembershipActions(chime);
  }

  /** Keeps the settings. Done before it returns: the host lets hooks run without waiting for its promise. */
  public configure({ config }: pulumi.dynamic.ConfigureRequest): Promise<void> {
    this.chime.configure(sourceOfConfig(config));
    return Promise.resolve();
  }

  /** Finds all that is wrong with the inputs and the settings, and fills in the default role. */
  public check(_olds: Properties, news: Properties): Promise<pulumi.dynamic.CheckResult<Properties>> {
    const inputs = { ...news, role: news["role"] ?? RoomMembershipRole.Member };
    const failures = [...problemsOf(inputs, RULES), ...this.chime.problems];
    if (failures.length === 0) this.claims.declare(formatMembershipId(inputsOf(inputs)));
    return Promise.resolve({ inputs, failures });
  }

  /** Another id is another membership; another role is an update, where Amazon Chime has one. */
  public diff(id: string, olds: Properties, news: Properties): Promise<pulumi.dynamic.DiffResult> {
    const moved = changed(IDS, olds, news);
    const updated = changed(["role", "adoptExisting"], olds, news);
    const fixed = canChangeRole(olds["memberType"]) ? [] : updated.filter((property) => property === "role");
    const replaces = [...moved, ...fixed];
    if (replaces.length === 0) this.claims.keep(id);
    return Promise.resolve({
      changes: replaces.length + updated.length > 0,
      replaces,
      // The same membership cannot exist twice; two different ones can, and then nobody is locked out meanwhile.
      deleteBeforeReplace: moved.length === 0 && fixed.length > 0,
    });
  }

  /** Makes somebody a member, or takes the membership over where that is wanted. */
  public async create(inputs: Properties): Promise<pulumi.dynamic.CreateResult<Properties>> {
    const membership = inputsOf(inputs);
    const id = formatMembershipId(membership);
    const { adoptExisting, recover } = this.chime.settings;
    const wanted = inputs["adoptExisting"] ?? adoptExisting;
    const adopt = recover || wanted === true || this.claims.wasHandedOver(id);
    try {
      const state = await this.claims.make(id, () =>
        adopt ? this.actions.addOrAdopt(membership) : this.actions.add(membership),
      );
      return { id, outs: { ...state, ...adoptionOf(inputs) } };
    } catch (error) {
      throw isOfUnknownOutcome(error) ? new PartialFailure(id, { ...inputs }, error) : error;
    }
  }

  /** Reads the membership as it is now, inputs too, so that a role changed by hand shows as a difference. */
  public async read(id: string, props: Properties = {}): Promise<pulumi.dynamic.ReadResult<Properties>> {
    const found = await this.actions.find(parseMembershipId(id));
    if (found) {
      const adoption = adoptionOf(props);
      return {
        id,
        props: { ...found.state, ...adoption },
        inputs: { ...inputsOf({ ...found.state }), ...adoption },
      };
    }
    if (isLookup(props)) throw missing(id);
    return {};
  }

  /** Gives the member the role, or makes it a member again where it is none any more. */
  public async update(
    _id: string,
    olds: Properties,
    news: Properties,
  ): Promise<pulumi.dynamic.UpdateResult<Properties>> {
    const membership = inputsOf(news);
    // A `create` that could not tell whether it did its work has left no member type: then anything may be there.
    const state = await (olds["memberType"] === undefined
      ? this.actions.addOrAdopt(membership)
      : this.actions.setRole(membership));
    return { outs: { ...state, ...adoptionOf(news) } };
  }

  /** Takes the member out, unless another resource of this deployment has the membership. */
  public async delete(id: string): Promise<void> {
    await this.claims.release(id, () => this.actions.remove(parseMembershipId(id)));
  }
}

const IDS = ["accountId", "roomId", "memberId"] as const;

const RULES = {
  accountId: idProblem,
  roomId: idProblem,
  memberId: idProblem,
  role: (value: unknown) => choiceProblem(value, Object.values(RoomMembershipRole)),
  adoptExisting: booleanProblem,
};

function changed(properties: readonly string[], olds: Properties, news: Properties): string[] {
  return properties.filter((property) => olds[property] !== news[property]);
}

function inputsOf(props: Properties): RoomMembershipInputs {
  const { accountId, roomId, memberId, role } = stringsOf(props, [...IDS, "role"]);
  return { accountId, roomId, memberId, role: role as RoomMembershipRole };
}

// Kept with the outputs because `read` is given nothing else, and must not make it vanish from the inputs.
function adoptionOf({ adoptExisting }: Properties): Properties {
  return adoptExisting === undefined ? {} : { adoptExisting };
}

// What the engine keeps always has a role; a look-up by `get` brings nothing but the id.
function isLookup(props: Properties): boolean {
  return props["role"] === undefined;
}

function missing(id: string): Error {
  const message = `There is no membership ${id} (account/room/member) in Amazon Chime: check the three ids.`;
  return new PlainError(message, "A look-up found no membership");
}
