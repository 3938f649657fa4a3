import { DiffResponse, PropertyDiff } from "@pulumi/pulumi/proto/provider_pb";
import type * as pulumi from "@pulumi/pulumi";

import { changedProperties, type Properties } from "../schema/properties";

/** How an input differs. */
type Change = "add" | "delete" | "update";

/** The inputs that differ, by name. */
type Differences = ReadonlyMap<string, Change>;

/** The inputs of these names that differ, and whether each was added, changed or removed. */
export function differences(names: readonly string[], olds: Properties, news: Properties): Differences {
  return new Map(
    changedProperties(names, olds, news).map((name): [string, Change] => {
      if (olds[name] === undefined) return [name, "add"];
      return [name, news[name] === undefined ? "delete" : "update"];
    }),
  );
}

/**
 * A difference as the engine expects it, with what changes by property.
 *
 * @param difference What the `diff` of the hooks replied. Default: any difference is an update.
 */
export function differenceOf(
  found: Differences,
  { changes = found.size > 0, replaces = [], deleteBeforeReplace = false }: pulumi.dynamic.DiffResult = {},
): DiffResponse {
  const { DiffChanges } = DiffResponse;
  const reply = new DiffResponse()
    .setChanges(changes ? DiffChanges.DIFF_SOME : DiffChanges.DIFF_NONE)
    .setReplacesList([...replaces])
    .setDeletebeforereplace(deleteBeforeReplace);
  if (!changes || found.size === 0) return reply;
  reply.setDiffsList([...found.keys()]).setHasdetaileddiff(true);
  for (const [name, how] of found)
    reply.getDetaileddiffMap().set(name, new PropertyDiff().setKind(kindOf(how, replaces.includes(name))));
  return reply;
}

function kindOf(how: Change, isReplacement: boolean): PropertyDiff.Kind {
  const { Kind } = PropertyDiff;
  switch (how) {
    case "add":
      return isReplacement ? Kind.ADD_REPLACE : Kind.ADD;
    case "delete":
      return isReplacement ? Kind.DELETE_REPLACE : Kind.DELETE;
    case "update":
      return isReplacement ? Kind.UPDATE_REPLACE : Kind.UPDATE;
  }
}
