import type * as pulumi from "@pulumi/pulumi";

import { ChimeError, isChimeError, isOfUnknownOutcome } from "../chime/chimeError";
import type { Rooms } from "../chime/rooms/rooms";
import type { ChimeSession } from "../chime/session";
import { sourceOfConfig } from "../chime/settings/configSource";
import type { RoomInputs, RoomState } from "../contract/room";
import { formatRoomId, parseRoomId, type RoomKey } from "../contract/roomId";
import { PartialFailure } from "./partialFailure";
import { untilFound } from "./patience";
import { idProblem, problemsOf, stringsOf, type Properties } from "../contract/properties";

/** What happens to a room as its program and its service change. */
export class RoomLifecycle implements pulumi.dynamic.ResourceProvider<Properties, Properties> {
  /** The ids of the rooms that resources of this deployment have. */
  private readonly taken = new Set<string>();
  /** Those of them that a new resource has taken over. */
  private readonly recovered = new Set<string>();

  public constructor(private readonly chime: ChimeSession) {}

  /** Keeps the settings. Done before it returns: the host lets hooks run without waiting for its promise. */
  public configure({ config }: pulumi.dynamic.ConfigureRequest): Promise<void> {
    this.chime.configure(sourceOfConfig(config));
    return Promise.resolve();
  }

  /** Finds all that is wrong with the inputs and the settings. */
  public check(_olds: Properties, news: Properties): Promise<pulumi.dynamic.CheckResult<Properties>> {
    return Promise.resolve({
      inputs: news,
      failures: [...problemsOf(news, RULES), ...this.chime.problems],
    });
  }

  /** Another account is another room; another name is an update. */
  public diff(id: string, olds: Properties, news: Properties): Promise<pulumi.dynamic.DiffResult> {
    this.taken.add(id);
    const moved = olds["accountId"] !== news["accountId"];
    return Promise.resolve({
      changes: moved || olds["name"] !== news["name"],
      replaces: moved ? ["accountId"] : [],
      deleteBeforeReplace: false,
    });
  }

  /** Creates the room, or takes over the one that an interrupted deployment has made, where that is wanted. */
  public async create(inputs: Properties): Promise<pulumi.dynamic.CreateResult<Properties>> {
    const wanted = inputsOf(inputs);
    const left = this.chime.settings.recover ? await this.leftBehind(wanted) : undefined;
    const room = left ?? (await this.rooms.create(wanted));
    const id = formatRoomId(room);
    this.taken.add(id);
    if (left) this.recovered.add(id);
    return { id, outs: { ...room } };
  }

  /** Reads the room as it is now, inputs too, so that a name changed by hand shows as a difference. */
  public async read(id: string, props: Properties = {}): Promise<pulumi.dynamic.ReadResult<Properties>> {
    const found = await this.find(parseRoomId(id));
    if (found) return { id, props: { ...found }, inputs: { ...inputsOf({ ...found }) } };
    if (isLookup(props)) throw new Error(`There is no room ${id} (account/room) in Amazon Chime.`);
    return {};
  }

  /** Gives the room its new name. */
  public async update(
    id: string,
    olds: Properties,
    news: Properties,
  ): Promise<pulumi.dynamic.UpdateResult<Properties>> {
    try {
      return { outs: { ...(await this.rooms.rename(parseRoomId(id), inputsOf(news).name)) } };
    } catch (error) {
      if (!isChimeError(error, "notFound")) {
        // With the old name in the state, a program that goes back to it would leave the new one.
        throw isOfUnknownOutcome(error) ? new PartialFailure(id, { ...olds, ...news }, error) : error;
      }
      // A new room would have another id, which an update cannot give to the resource.
      const advice =
        "If somebody deleted the room, run `pulumi refresh`; `pulumi up` then creates a new one.";
      const { call, kind, reason } = error;
      throw new ChimeError(call, { kind, reason, advice: `${error.advice} ${advice}` });
    }
  }

  /**
   * Deletes the room. One that Amazon Chime does not know is deleted already; one that a new resource of this
   * deployment has taken over is not this one's any more, as when the resource was renamed.
   */
  public async delete(id: string): Promise<void> {
    if (this.recovered.has(id)) return;
    try {
      await this.rooms.remove(parseRoomId(id));
    } catch (error) {
      if (!isChimeError(error, "notFound")) throw error;
    }
  }

  private get rooms(): Rooms {
    return this.chime.service.rooms;
  }

  // A room does not say which resource made it. One of the right name with nobody in it is what a deployment leaves
  // that ends between the room and its members; in one where somebody is, there may be what somebody has said.
  private async leftBehind({ accountId, name }: RoomInputs): Promise<RoomState | undefined> {
    const namesakes = (await this.rooms.list(accountId)).filter((room) => room.name === name);
    for (const room of namesakes) {
      const { members } = await this.chime.service.roomMemberships.snapshot(room);
      const id = formatRoomId(room);
      if (members.size > 0 || this.taken.has(id)) continue;
      this.taken.add(id);
      return room;
    }
    return undefined;
  }

  // A read may lag behind a write. A room that is not found is looked for again before that is believed: one that
  // leaves the state by mistake is one that nobody will ever delete.
  private async find(key: RoomKey): Promise<RoomState | undefined> {
    return untilFound(async () => {
      try {
        return { found: await this.rooms.get(key) };
      } catch (error) {
        if (isChimeError(error, "notFound")) return { found: undefined };
        throw error;
      }
    }, this.chime.settings.readConsistencySeconds);
  }
}

const RULES = { accountId: idProblem, name: nameProblem };

// Checked as an id is, but for the two that only a path could mistake.
function nameProblem(value: unknown): string | undefined {
  return value === "." || value === ".." ? undefined : idProblem(value);
}

function inputsOf(props: Properties): RoomInputs {
  return stringsOf(props, ["accountId", "name"]);
}

// What the engine keeps always has the room's id; a look-up by `get` brings nothing but the id of the resource.
function isLookup(props: Properties): boolean {
  return props["roomId"] === undefined;
}
