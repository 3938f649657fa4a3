import type * as pulumi from "@pulumi/pulumi";

import type { ChimeSession } from "../chime/session";
import type { Properties } from "../contract/properties";
import { EntityLifecycle } from "./entity";
import type { EntityFamily } from "./families/entityFamily";
import type { Peer } from "./peers";
import type { Progress } from "./progress";

/**
 * The ids of those who were made in this deployment and can be members. They are in no place yet, whatever the state says
 * of their ids: who had one before was deleted, and has left all places with that. One plugin process serves one
 * deployment, so this lives as long as the process.
 */
export type Newcomers = ReadonlySet<string>;

/** What happens to those who can be members, such as users: as to any other thing, and it is known who is new. */
export class MemberEntityLifecycle<
  Key extends object,
  Inputs extends object,
  State extends Key & Inputs,
> extends EntityLifecycle<Key, Inputs, State> {
  /**
   * @param family Of which kind of thing.
   * @param chime The service, and the settings.
   * @param progress Who is told what is left alone.
   * @param others The other processes of the deployment.
   * @param newcomers Is given the ids of those who were made.
   */
  public constructor(
    family: EntityFamily<Key, Inputs, State>,
    chime: ChimeSession,
    progress: Pick<Progress, "say">,
    others: Peer,
    private readonly newcomers: Set<string>,
  ) {
    super(family, chime, progress, others);
  }

  public override async create(inputs: Properties): Promise<pulumi.dynamic.CreateResult<Properties>> {
    const made = await super.create(inputs);
    this.newcomers.add(made.id);
    return made;
  }

  public override async update(
    id: string,
    olds: Properties,
    news: Properties,
  ): Promise<pulumi.dynamic.UpdateResult<Properties>> {
    const updated = await super.update(id, olds, news);
    // Whose `create` nobody had confirmed.
    if (olds[this.family.form.confirmed] === undefined) this.newcomers.add(id);
    return updated;
  }
}
